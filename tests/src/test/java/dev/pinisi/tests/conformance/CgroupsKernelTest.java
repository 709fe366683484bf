package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** config-linux.md, "control groups". */
class CgroupsKernelTest extends ConformanceTest {
    private static final String WAITS = "while :; do sleep 0.1; done";

    private Container limited(String resources) {
        return container()
                .set("linux.resources", resources)
                .shell(WAITS)
                .create()
                .start();
    }

    /** A file of version 1 or of version 2, whichever this host has. */
    private static String read(Container container, String controller, String first, String second) throws IOException {
        Path old = Path.of("/sys/fs/cgroup/" + controller + container.cgroupsPath(), first);
        Path file = Files.exists(old) ? old : Path.of("/sys/fs/cgroup" + container.cgroupsPath(), second);
        assumeTrue(Files.exists(file), "no cgroup controller " + controller);
        return Files.readString(file).strip();
    }

    @Test
    void the_number_of_processes_is_limited() throws IOException {
        Container container = limited("{'pids': {'limit': 23}}");
        assertThat(read(container, "pids", "pids.max", "pids.max")).isEqualTo("23");
    }

    @Test
    void memory_and_swap_are_limited() throws IOException {
        Container container = limited("{'memory': {'limit': 33554432, 'swap': 67108864, 'reservation': 16777216}}");
        assertThat(read(container, "memory", "memory.limit_in_bytes", "memory.max"))
                .isEqualTo("33554432");
        assertThat(read(container, "memory", "memory.memsw.limit_in_bytes", "memory.swap.max"))
                .isIn("67108864", "33554432");
        assertThat(read(container, "memory", "memory.soft_limit_in_bytes", "memory.low"))
                .isEqualTo("16777216");
    }

    @Test
    void processor_time_is_limited() throws IOException {
        Container container = limited("{'cpu': {'shares': 512, 'quota': 20000, 'period': 50000}}");
        assertThat(read(container, "cpu", "cpu.shares", "cpu.weight")).isIn("512", "59", "20");
        assertThat(read(container, "cpu", "cpu.cfs_quota_us", "cpu.max")).startsWith("20000");
    }

    @Test
    void processors_are_chosen() throws IOException {
        Container container = limited("{'cpu': {'cpus': '0', 'mems': '0'}}");
        assertThat(read(container, "cpuset", "cpuset.cpus", "cpuset.cpus")).isEqualTo("0");
        assertThat(container.shellIn("grep Cpus_allowed_list /proc/self/status").text())
                .endsWith("\t0");
    }

    @Test
    void too_much_memory_is_fatal() {
        Container container = container()
                .set("linux.resources", "{'memory': {'limit': 16777216, 'swap': 16777216}}")
                .shell(
                        "head -c 100000000 /dev/zero | sort >/dev/null 2>&1; dd if=/dev/zero of=/dev/null bs=64M count=1");
        assertThat(container.run().status()).isNotZero();
    }

    @Test
    void the_program_is_in_its_control_groups() throws IOException {
        Container container = limited("{}");
        assertThat(read(container, "pids", "cgroup.procs", "cgroup.procs").lines())
                .contains(Long.toString(container.pid()));
        assertThat(read(container, "memory", "cgroup.procs", "cgroup.procs").lines())
                .contains(Long.toString(container.pid()));
    }

    @Test
    void further_processes_are_in_them_too() throws IOException {
        Container container = limited("{'pids': {'limit': 40}}");
        assertThat(container
                        .shellIn("grep -c " + container.cgroupsPath() + " /proc/self/cgroup")
                        .text())
                .isNotEqualTo("0");
    }

    @Test
    void a_container_can_be_paused_and_resumed() {
        Container container = limited("{}");
        assertThat(container.command("pause", container.id()).status()).isZero();
        assertThat(container.status()).isEqualTo("paused");
        assertThat(container.command("resume", container.id()).status()).isZero();
        assertThat(container.status()).isEqualTo("running");
    }

    @Test
    void a_paused_container_can_be_deleted_by_force() {
        Container container = limited("{}");
        assertThat(container.command("pause", container.id()).status()).isZero();
        assertThat(container.command("delete", "--force", container.id()).status())
                .isZero();
    }

    @Test
    void a_paused_container_can_be_killed() {
        assumeNot(Gap.KILLS_THE_PAUSED);
        Container container = limited("{}");
        assertThat(container.command("pause", container.id()).status()).isZero();
        assertThat(container.command("kill", container.id(), "KILL").status()).isZero();
        container.awaitStopped();
    }

    @Test
    void limits_can_be_changed() throws IOException {
        Container container = limited("{'pids': {'limit': 23}}");
        Path resources = Files.writeString(directory().resolve("resources.json"), "{\"pids\":{\"limit\":24}}");
        Result result = container.command("update", "--resources", resources.toString(), container.id());
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(read(container, "pids", "pids.max", "pids.max")).isEqualTo("24");
    }

    @Test
    void its_processes_are_listed() {
        Container container = limited("{}");
        Result result = container.command("ps", "--format", "json", container.id());
        assertThat(result.text()).contains(Long.toString(container.pid()));
    }

    @Test
    void a_value_that_the_kernel_refuses_is_an_error_and_leaves_nothing() {
        assumeNot(Gap.FAILED_LIMIT_REMOVES_CGROUPS);
        Result result =
                container().set("linux.resources", "{'cpu': {'cpus': '4095'}}").run();
        assertThat(result.status()).isNotZero();
        if (!runtime().lacks(Gap.NAMES_THE_JSON_PATH)) {
            assertThat(result.errors()).contains("linux.resources.cpu.cpus");
        }
    }
}

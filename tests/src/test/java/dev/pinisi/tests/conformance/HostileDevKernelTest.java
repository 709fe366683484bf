package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A /dev that another container prepared: its null device and its console are other files. */
class HostileDevKernelTest extends ConformanceTest {
    private Path dev() throws IOException {
        Path dev = Files.createDirectories(directory().resolve("dev"));
        Files.createDirectories(dev.resolve("pts"));
        return dev;
    }

    private Container container(Path dev) {
        return container()
                .set(
                        "mounts",
                        "[{'destination': '/proc', 'type': 'proc', 'source': 'proc'},"
                                + "{'destination': '/dev', 'source': '" + dev + "', 'options': ['bind']},"
                                + "{'destination': '/dev/pts', 'type': 'devpts', 'source': 'devpts', 'options': ['newinstance', 'ptmxmode=0666']}]");
    }

    /** CVE-2025-31133: the file behind a false /dev/null was bound over what should be masked, writable. */
    @Test
    void masked_files_are_covered_by_the_true_null_device() throws IOException {
        assumeNot(Gap.TRUSTS_DEV_NULL);
        Path dev = dev();
        Files.createSymbolicLink(dev.resolve("null"), Path.of("/victim"));
        Container container = container(dev)
                .set("linux.maskedPaths", "['/proc/uptime']")
                .shell("stat -c %t:%T /proc/uptime; echo overwritten > /proc/uptime; cat /victim");
        Files.writeString(container.rootfs().resolve("victim"), "untouched");

        assertThat(outputOf(container).lines()).containsExactly("1:3", "untouched");
    }

    /** CVE-2025-52565: the terminal was bound over whatever a link at /dev/console led to. */
    @Test
    void a_link_at_the_console_is_refused() throws IOException {
        Path dev = dev();
        Files.createSymbolicLink(dev.resolve("console"), Path.of("/proc/sysrq-trigger"));

        assertThat(container(dev).set("process.terminal", "true").run().status())
                .isNotZero();
    }

    @Test
    void a_false_terminal_multiplexer_is_refused() throws IOException {
        Path dev = dev();
        Files.writeString(dev.resolve("pts/ptmx"), "");
        Container container = container()
                .set(
                        "mounts",
                        "[{'destination': '/proc', 'type': 'proc', 'source': 'proc'},"
                                + "{'destination': '/dev', 'source': '" + dev + "', 'options': ['bind']}]")
                .set("process.terminal", "true");

        assertThat(container.run().status()).isNotZero();
    }

    @Test
    void a_device_that_was_not_granted_cannot_be_opened_whoever_makes_its_node() {
        Container container = container()
                .set("process.capabilities.bounding", "['CAP_MKNOD']")
                .set("process.capabilities.effective", "['CAP_MKNOD']")
                .set("process.capabilities.permitted", "['CAP_MKNOD']")
                .set(
                        "linux.resources.devices",
                        "[{'allow': false, 'access': 'rwm'}," + "{'allow': true, 'type': 'c', 'access': 'm'}]")
                .shell("mknod /tmp/kmsg c 1 11 && head -c 1 /tmp/kmsg");

        Result result = container.run();

        assertThat(result.errors()).contains("/tmp/kmsg: Operation not permitted");
    }

    /** CVE-2022-0492: a program named in a control group's release_agent is run by the host's kernel. */
    @Test
    void control_groups_shown_read_only_take_no_release_agent() {
        Container container = container()
                .add(
                        "mounts",
                        "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'source': 'cgroup',"
                                + "'options': ['ro', 'nosuid', 'noexec', 'nodev']}")
                .shell("for d in /sys/fs/cgroup/*; do mkdir $d/x && echo made; done 2>/dev/null;"
                        + " find /sys/fs/cgroup -name release_agent | while read f; do echo /x > $f && echo set; done"
                        + " 2>/dev/null; echo done");

        assertThat(outputOf(container).lines())
                .isEqualTo(List.of("done").stream().toList());
    }
}

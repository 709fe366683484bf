package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands beside the specification's own: runc's command line. */
class OperationsKernelTest extends ConformanceTest {
    private Container running() {
        return container().shell("while :; do sleep 0.1; done").create().start();
    }

    @Test
    void shares_of_caches_of_a_container_without_a_class_of_service_cannot_be_changed() {
        assumeNot(Gap.CHECKS_CLASS_OF_SERVICE);
        Container container = container().shell("sleep 100").create().start();
        Result result = container.command("update", "--l3-cache-schema", "L3:0=f", container.id());
        assertThat(result.status()).isNotZero();
    }

    @Test
    void ps_lists_the_processes_as_the_host_sees_them() {
        Container container = running();
        Result json = container.command("ps", "--format", "json", container.id());
        assertThat(JsonCursor.parse(json.output().getBytes(StandardCharsets.UTF_8))
                        .elements())
                .extracting(JsonCursor::longValue)
                .contains(container.pid());
        assumeNot(Gap.PS_SHOWS_MORE);
        Result table = container.command("ps", container.id());
        assertThat(table.output().lines().findFirst().orElse("")).contains("PID", "CMD");
        assertThat(table.output()).containsPattern("\\b" + container.pid() + "\\b.*while :");
        Result own = container.command("ps", container.id(), "-o", "pid,args");
        assertThat(own.output().lines().findFirst().orElse("").split(" +")).contains("PID", "COMMAND");
        assertThat(own.output()).contains(Long.toString(container.pid()));
    }

    @Test
    void a_process_can_join_a_control_group_beneath_the_containers() throws IOException {
        Container container = running();
        for (Path cgroup : cgroupDirectories(container.cgroupsPath())) {
            Path below = Files.createDirectory(cgroup.resolve("below"));
            if (Files.exists(below.resolve("cpuset.cpus"))) {
                Files.writeString(below.resolve("cpuset.cpus"), "0");
                Files.writeString(below.resolve("cpuset.mems"), "0");
            }
        }
        Result result = container.exec("--cgroup", "/below", container.id(), "cat", "/proc/self/cgroup");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.output()).contains(container.cgroupsPath() + "/below");
        assumeNot(Gap.EXEC_CGROUP_MUST_EXIST);
        assertThat(container
                        .exec("--cgroup", "/missing", container.id(), "true")
                        .status())
                .isNotZero();
    }

    @Test
    void a_limit_on_swap_can_be_changed_alone() throws IOException {
        Container container = container()
                .set("linux.resources", "{'memory': {'limit': 33554432, 'swap': 67108864}}")
                .shell("sleep 100")
                .create();
        Result result = container.command("update", "--memory-swap", "100663296", container.id());
        assertThat(result.status()).as(result.errors()).isZero();
        String first = "/sys/fs/cgroup/memory" + container.cgroupsPath() + "/memory.memsw.limit_in_bytes";
        String second = "/sys/fs/cgroup" + container.cgroupsPath() + "/memory.swap.max";
        boolean unified = Files.exists(Path.of(second));
        assertThat(Files.readString(Path.of(unified ? second : first)).strip())
                .isEqualTo(unified ? "67108864" : "100663296");
    }

    /** features.md, features-linux.md. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ociVersionMin",
                "ociVersionMax",
                "hooks",
                "mountOptions",
                "annotations",
                "potentiallyUnsafeConfigAnnotations",
                "linux.namespaces",
                "linux.capabilities",
                "linux.cgroup.v1",
                "linux.cgroup.v2",
                "linux.cgroup.systemd",
                "linux.cgroup.systemdUser",
                "linux.cgroup.rdma",
                "linux.seccomp.enabled",
                "linux.seccomp.actions",
                "linux.seccomp.operators",
                "linux.seccomp.archs",
                "linux.seccomp.knownFlags",
                "linux.seccomp.supportedFlags",
                "linux.apparmor.enabled",
                "linux.selinux.enabled",
                "linux.intelRdt.enabled",
                "linux.intelRdt.schemata",
                "linux.intelRdt.monitoring",
                "linux.memoryPolicy.modes",
                "linux.memoryPolicy.flags",
                "linux.mountExtensions.idmap.enabled",
                "linux.netDevices.enabled"
            })
    void features_have_every_member(String member) {
        assumeNot(Gap.FEATURES_OF_VERSION_1_3);
        JsonCursor found =
                JsonCursor.parse(container().command("features").output().getBytes(StandardCharsets.UTF_8));
        for (String name : member.split("\\.")) {
            found = found.field(name);
        }
        assertThat(found.isPresent()).isTrue();
    }

    @Test
    void features_name_what_the_specification_lists() {
        assumeNot(Gap.FEATURES_NAME_TIME);
        Result result = container().command("features");
        JsonCursor features = JsonCursor.parse(result.output().getBytes(StandardCharsets.UTF_8));
        assertThat(features.field("ociVersionMin").string()).startsWith("1.0");
        assertThat(features.field("hooks").strings()).contains("createRuntime", "poststop");
        assertThat(features.field("linux").field("namespaces").strings()).contains("time", "cgroup");
        assertThat(features.field("linux").field("seccomp").field("knownFlags").strings())
                .contains("SECCOMP_FILTER_FLAG_LOG");
        assertThat(features.field("linux")
                        .field("mountExtensions")
                        .field("idmap")
                        .field("enabled")
                        .bool())
                .isTrue();
    }

    @Test
    void without_listed_capabilities_there_are_none() {
        assumeNot(Gap.DROPS_UNLISTED_CAPABILITIES);
        Container container = container().set("process.capabilities", "null").shell("grep ^Cap /proc/self/status");
        assertThat(outputOf(container).lines()).allMatch(line -> line.endsWith("0000000000000000"));
    }
}

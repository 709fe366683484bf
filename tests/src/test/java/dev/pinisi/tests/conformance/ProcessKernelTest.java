package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** config.md, "process". */
class ProcessKernelTest extends ConformanceTest {
    @Test
    void arguments_arrive_unchanged() {
        Container container = container().set("process.args", "['echo', '-n', 'a  b', '', '*', '$HOME', 'ü€😀']");
        assertThat(container.run().output()).isEqualTo("a  b  * $HOME ü€😀");
    }

    @Test
    void the_environment_is_the_configurations_and_nothing_else() {
        Container container = container()
                .set("process.env", "['PATH=/bin', 'A=1=2', 'EMPTY=', 'HOME=/x']")
                .shell("env");
        assertThat(outputOf(container).lines())
                .contains("PATH=/bin", "A=1=2", "EMPTY=", "HOME=/x")
                .noneMatch(line -> line.startsWith("_OCI") || line.startsWith("_LIBCONTAINER"));
    }

    @Test
    void the_program_is_found_by_the_containers_PATH() throws IOException {
        Container container = container();
        Files.writeString(container.rootfs().resolve("work/tool"), "#!/bin/sh\necho found\n");
        container.rootfs().resolve("work/tool").toFile().setExecutable(true, false);
        assertThat(outputOf(container
                        .set("process.env", "['PATH=/nowhere:/work:/bin']")
                        .set("process.args", "['tool']")))
                .isEqualTo("found");
    }

    @Test
    void the_working_directory_is_the_configurations() {
        assertThat(outputOf(container().set("process.cwd", "'/work'").shell("pwd")))
                .isEqualTo("/work");
    }

    @Test
    void a_working_directory_that_is_missing_is_made() {
        assertThat(outputOf(container().set("process.cwd", "'/deep/down/here'").shell("pwd")))
                .isEqualTo("/deep/down/here");
    }

    @Test
    void user_group_and_additional_groups_are_set() {
        Container container = container()
                .set("process.user", "{'uid': 1000, 'gid': 1001, 'additionalGids': [5, 6]}")
                .shell("id -u; id -g; grep ^Groups /proc/self/status");
        assertThat(outputOf(container)
                        .lines()
                        .map(line -> line.replaceAll("\\s+", " ").strip())
                        .toList())
                .satisfies(lines -> {
                    assertThat(lines.get(0)).isEqualTo("1000");
                    assertThat(lines.get(1)).isEqualTo("1001");
                    assertThat(lines.get(2).split(" ")).contains("5", "6").doesNotContain("0");
                });
    }

    @Test
    void the_umask_is_set() {
        assertThat(outputOf(container()
                        .set("process.user", "{'uid': 0, 'gid': 0, 'umask': 63}")
                        .shell("umask")))
                .isEqualTo("0077");
    }

    @Test
    void capabilities_are_those_of_the_five_sets() {
        Container container = container()
                .set(
                        "process.capabilities",
                        "{'bounding': ['CAP_KILL', 'CAP_CHOWN', 'CAP_SETUID'], 'permitted': ['CAP_KILL', 'CAP_CHOWN'],"
                                + " 'effective': ['CAP_KILL'], 'inheritable': ['CAP_CHOWN'], 'ambient': ['CAP_CHOWN']}")
                .set("process.user", "{'uid': 1000, 'gid': 1000}")
                .shell("grep ^Cap /proc/self/status");
        assertThat(outputOf(container)
                        .lines()
                        .map(line -> line.replaceAll("\\s+", " "))
                        .toList())
                .containsExactly(
                        "CapInh: 0000000000000001",
                        "CapPrm: 0000000000000001",
                        "CapEff: 0000000000000001",
                        "CapBnd: 00000000000000a1",
                        "CapAmb: 0000000000000001");
    }

    @Test
    void without_capabilities_root_has_none() {
        Container container =
                container().set("process.capabilities", "{}").shell("grep -E '^Cap(Eff|Bnd|Prm)' /proc/self/status");
        assertThat(outputOf(container)).doesNotContainPattern("[1-9a-f]$");
        assertThat(outputOf(container).lines()).allMatch(line -> line.endsWith("0000000000000000"));
    }

    @Test
    void capabilities_that_do_not_exist_are_left_out() {
        Container container = container()
                .set("process.capabilities.bounding", "['CAP_KILL', 'CAP_NO_SUCH_THING']")
                .shell("echo runs");
        assertThat(outputOf(container)).isEqualTo("runs");
    }

    @Test
    void resource_limits_are_set() {
        Container container = container()
                .set(
                        "process.rlimits",
                        "[{'type': 'RLIMIT_NOFILE', 'soft': 100, 'hard': 200},"
                                + " {'type': 'RLIMIT_CORE', 'soft': 0, 'hard': 0}]")
                .shell("ulimit -Sn; ulimit -Hn; ulimit -c");
        assertThat(outputOf(container).lines()).containsExactly("100", "200", "0");
    }

    @Test
    void no_new_privileges_is_set_or_not() {
        Container with = container().set("process.noNewPrivileges", "true").shell("grep NoNewPrivs /proc/self/status");
        assertThat(outputOf(with)).endsWith("1");
        Container without = container().shell("grep NoNewPrivs /proc/self/status");
        assertThat(outputOf(without)).endsWith("0");
    }

    @Test
    void the_out_of_memory_score_is_set() {
        Container container = container().set("process.oomScoreAdj", "500").shell("cat /proc/self/oom_score_adj");
        assertThat(outputOf(container)).isEqualTo("500");
    }

    @Test
    void the_execution_domain_is_set() {
        assertThat(outputOf(container()
                        .set("linux.personality", "{'domain': 'LINUX32'}")
                        .shell("uname -m")))
                .matches("i.86|arm.*");
    }

    @Test
    void the_memory_policy_is_set() {
        assumeNot(Gap.MEMORY_POLICY);
        assumeTrue(Files.exists(Path.of("/proc/self/numa_maps")), "kernel without memory policies");
        Container container = container()
                .set("linux.memoryPolicy", "{'mode': 'MPOL_BIND', 'nodes': '0', 'flags': ['MPOL_F_STATIC_NODES']}")
                .shell("head -n 1 /proc/self/numa_maps | cut -d' ' -f2");
        assertThat(outputOf(container)).isEqualTo("bind=static:0");
    }

    @Test
    void the_scheduling_policy_is_set() {
        Container container = container()
                .set("process.scheduler", "{'policy': 'SCHED_BATCH', 'nice': 5}")
                .shell("cut -d' ' -f19,41 /proc/self/stat");
        assertThat(outputOf(container)).isEqualTo("5 3");
    }

    @Test
    void the_input_and_output_priority_is_set() {
        Container container = container()
                .set("process.ioPriority", "{'class': 'IOPRIO_CLASS_BE', 'priority': 6}")
                .shell("ionice");
        assertThat(outputOf(container)).isEqualTo("best-effort: prio 6");
    }

    @Test
    void only_three_descriptors_are_open() {
        // the fourth is the directory that ls reads
        assertThat(outputOf(container().set("process.args", "['ls', '/proc/self/fd']"))
                        .lines())
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void signals_are_neither_blocked_nor_ignored() {
        assertThat(outputOf(container().set("process.args", "['grep', '-E', '^Sig(Blk|Ign)', '/proc/self/status']"))
                        .lines())
                .allMatch(line -> line.endsWith("0000000000000000"));
    }

    @Test
    void a_program_that_is_not_there_is_an_error() {
        Result result = container().set("process.args", "['no-such-program']").run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("no-such-program");
    }

    @Test
    void a_program_that_cannot_be_executed_is_an_error() {
        Result result = container().set("process.args", "['/etc/passwd']").run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("/etc/passwd");
    }
}

package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.Sockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** config-linux.md, "seccomp". */
class SeccompKernelTest extends ConformanceTest {
    private Container filtered(String defaultAction, String syscalls, String script) {
        return container()
                .set("linux.seccomp", "{'defaultAction': '" + defaultAction + "', 'syscalls': [" + syscalls + "]}")
                .shell(script);
    }

    @Test
    void a_refused_call_fails_with_EPERM_or_the_given_error() {
        String rules = "{'names': ['mkdir', 'mkdirat'], 'action': 'SCMP_ACT_ERRNO'},"
                + " {'names': ['symlink', 'symlinkat'], 'action': 'SCMP_ACT_ERRNO', 'errnoRet': 16}";
        Container container = filtered("SCMP_ACT_ALLOW", rules, "mkdir /tmp/x 2>&1; ln -s x /tmp/y 2>&1; true");
        assertThat(outputOf(container)).contains("x': Operation not permitted").contains("resource busy");
    }

    @Test
    void a_filter_applies_without_no_new_privileges_too() {
        String rule = "{'names': ['mkdir', 'mkdirat'], 'action': 'SCMP_ACT_ERRNO'}";
        Container container = filtered("SCMP_ACT_ALLOW", rule, "grep -E '^(Seccomp|NoNewPrivs):' /proc/self/status");
        assertThat(outputOf(container).replaceAll("\\s+", " "))
                .contains("NoNewPrivs: 0")
                .contains("Seccomp: 2");
    }

    @Test
    void a_call_can_kill() {
        String rule = "{'names': ['mkdir', 'mkdirat'], 'action': 'SCMP_ACT_KILL_PROCESS'}";
        assertThat(outputOf(filtered("SCMP_ACT_ALLOW", rule, "mkdir /tmp/x 2>/dev/null; echo $?")))
                .isEqualTo(Integer.toString(128 + 31));
    }

    @Test
    void conditions_on_arguments_decide() {
        String rule = "{'names': ['kill'], 'action': 'SCMP_ACT_ERRNO', 'errnoRet': 16,"
                + " 'args': [{'index': 1, 'value': 10, 'op': 'SCMP_CMP_EQ'}]}";
        Container container = filtered("SCMP_ACT_ALLOW", rule, "kill -0 $$ && echo allowed; kill -10 $$ 2>&1; true");
        assertThat(outputOf(container)).contains("allowed").contains("busy");
    }

    @Test
    void names_that_the_kernel_does_not_know_are_skipped() {
        String rule = "{'names': ['mkdir', 'no_such_call', 'mkdirat'], 'action': 'SCMP_ACT_ERRNO'}";
        assertThat(outputOf(filtered("SCMP_ACT_ALLOW", rule, "mkdir /tmp/x 2>&1; true")))
                .contains("not permitted");
    }

    @Test
    void several_architectures_can_be_named() {
        Container container = container()
                .set(
                        "linux.seccomp",
                        "{'defaultAction': 'SCMP_ACT_ALLOW', 'architectures': ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86',"
                                + " 'SCMP_ARCH_X32'], 'syscalls': [{'names': ['mkdir', 'mkdirat'],"
                                + " 'action': 'SCMP_ACT_ERRNO'}]}")
                .shell("mkdir /tmp/x 2>&1; true");
        assertThat(outputOf(container)).contains("not permitted");
    }

    @Test
    void further_processes_are_filtered_too() {
        String rule = "{'names': ['mkdir', 'mkdirat'], 'action': 'SCMP_ACT_ERRNO'}";
        Container container = filtered("SCMP_ACT_ALLOW", rule, "while :; do sleep 0.1; done")
                .create()
                .start();
        assertThat(container.shellIn("mkdir /tmp/x 2>&1").output()).contains("not permitted");
    }

    @Test
    void a_listener_receives_the_descriptor_that_some_calls_wait_for() throws Exception {
        Path path = directory().resolve("listener");
        Container container = container()
                .set(
                        "linux.seccomp",
                        "{'defaultAction': 'SCMP_ACT_ALLOW', 'listenerPath': '" + path
                                + "', 'listenerMetadata': 'hint',"
                                + " 'syscalls': [{'names': ['mkdir', 'mkdirat'], 'action': 'SCMP_ACT_NOTIFY'}]}")
                .shell("echo before > /tmp/before; mkdir /tmp/x; echo after > /tmp/after");
        try (Descriptor listener = Sockets.system().listen(path, Sockets.Kind.STREAM)) {
            CompletableFuture<Descriptor> received = CompletableFuture.supplyAsync(() -> {
                try (Descriptor connection = Sockets.system().accept(listener)) {
                    return Sockets.system().receiveDescriptor(connection);
                }
            });
            container.create();
            container.start();
            try (Descriptor notifications = received.get(10, TimeUnit.SECONDS)) {
                Container.await(() -> Files.exists(container.rootfs().resolve("tmp/before")), "the program");
                assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + notifications.number())))
                        .hasToString("anon_inode:seccomp notify");
                assertThat(container.rootfs().resolve("tmp/x")).doesNotExist();
                assertThat(container.rootfs().resolve("tmp/after")).doesNotExist();
            }
            // nobody is left to ask: the call fails with ENOSYS
            container.awaitStopped();
            assertThat(container.rootfs().resolve("tmp/after")).exists();
        }
    }

    @Test
    void the_runtime_itself_needs_no_call_of_the_filter_that_a_program_does_not() {
        assumeNot(Gap.ASKS_NOTHING_OF_A_FILTER);
        Container container =
                filtered("SCMP_ACT_ALLOW", "{'names': ['getcwd'], 'action': 'SCMP_ACT_ERRNO'}", "echo here");
        assertThat(outputOf(container)).isEqualTo("here");
    }

    @Test
    void a_listener_is_told_which_process_and_which_container() throws Exception {
        assumeNot(Gap.TELLS_LISTENERS_THE_PROCESS);
        Path path = directory().resolve("listener");
        Container container = container()
                .set(
                        "linux.seccomp",
                        "{'defaultAction': 'SCMP_ACT_ALLOW', 'listenerPath': '" + path
                                + "', 'listenerMetadata': 'hint',"
                                + " 'syscalls': [{'names': ['mkdir'], 'action': 'SCMP_ACT_NOTIFY'}]}")
                .shell("sleep 100");
        try (Descriptor listener = Sockets.system().listen(path, Sockets.Kind.STREAM)) {
            CompletableFuture<List<JsonCursor>> told =
                    CompletableFuture.supplyAsync(() -> List.of(processState(listener), processState(listener)));
            container.create();
            container.start();
            assertThat(container.shellIn("true").status()).isZero();
            JsonCursor first = told.get(10, TimeUnit.SECONDS).get(0);
            assertThat(first.field("fds").strings()).containsExactly("seccompFd");
            assertThat(first.field("metadata").string()).isEqualTo("hint");
            assertThat(first.field("pid").longValue()).isEqualTo(container.pid());
            assertThat(first.field("state").field("status").string()).isEqualTo("creating");
            JsonCursor second = told.get(10, TimeUnit.SECONDS).get(1);
            assertThat(second.field("pid").longValue()).isNotEqualTo(container.pid());
            assertThat(second.field("state").field("pid").longValue()).isEqualTo(container.pid());
            assertThat(second.field("state").field("status").string()).isEqualTo("running");
            assertThat(second.field("state").field("id").string()).isEqualTo(container.id());
        }
    }

    /** What a process sends beside the descriptor, which is closed. */
    private static JsonCursor processState(Descriptor listener) {
        byte[] message = new byte[4096];
        try (Descriptor connection = Sockets.system().accept(listener)) {
            int length = connection.read(message, 0, message.length);
            return JsonCursor.parse(Arrays.copyOf(message, length));
        }
    }

    @Test
    void an_action_that_does_not_exist_is_an_error() {
        Result result = filtered("SCMP_ACT_NONSENSE", "", "true").run();
        assertThat(result.status()).isNotZero();
        if (!runtime().lacks(Gap.NAMES_THE_JSON_PATH)) {
            assertThat(result.errors()).contains("linux.seccomp.defaultAction");
        }
    }
}

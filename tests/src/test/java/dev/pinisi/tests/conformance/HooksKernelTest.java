package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** config.md, "POSIX-platform hooks"; runtime.md, "lifecycle". */
class HooksKernelTest extends ConformanceTest {
    private Path log() {
        return directory().resolve("log");
    }

    /** A hook of the host's shell. */
    private String hook(String script, String rest) throws IOException {
        Path file = Files.createTempFile(directory(), "hook", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        file.toFile().setExecutable(true, false);
        return "{'path': '" + file + "'" + rest + "}";
    }

    private String logging(String word) throws IOException {
        return hook("cat >/dev/null; echo " + word + " >> " + log(), "");
    }

    private List<String> logged() throws IOException {
        return Files.readAllLines(log());
    }

    @Test
    void hooks_run_in_the_order_of_the_lifecycle() throws IOException {
        assumeNot(Gap.POSTSTART_AFTER_START);
        Container container = container()
                .add("hooks.prestart", logging("prestart-1"))
                .add("hooks.prestart", logging("prestart-2"))
                .add("hooks.createRuntime", logging("createRuntime"))
                .add("hooks.poststart", logging("poststart"))
                .add("hooks.poststop", logging("poststop"));
        container.create();
        assertThat(logged()).containsExactly("prestart-1", "prestart-2", "createRuntime");
        container.start().awaitStopped();
        assertThat(logged()).endsWith("createRuntime", "poststart");
        assertThat(container.command("delete", container.id()).status()).isZero();
        assertThat(logged()).endsWith("poststart", "poststop");
    }

    @Test
    void hooks_of_the_container_run_inside_it() throws IOException {
        Container container = container().shell("cat /tmp/log");
        Path script = container.rootfs().resolve("work/hook");
        Files.writeString(script, "#!/bin/sh\ncat >/dev/null\necho $1 >> /tmp/log\n");
        script.toFile().setExecutable(true, false);
        container
                .set("hooks.startContainer", "[{'path': '/work/hook', 'args': ['hook', 'startContainer']}]")
                .set("hooks.poststop", "[]");
        assertThat(outputOf(container)).isEqualTo("startContainer");
    }

    @Test
    void createContainer_hooks_are_the_hosts_in_the_containers_namespaces() throws IOException {
        Container container = container()
                .add("hooks.createContainer", hook("cat >/dev/null; readlink /proc/self/ns/mnt > " + log(), ""));
        container.create();
        Path namespace = Path.of("/proc/" + container.pid() + "/ns/mnt");
        assertThat(logged()).containsExactly(Files.readSymbolicLink(namespace).toString());
    }

    @Test
    void a_hook_reads_the_state() throws IOException {
        Container container = container().add("hooks.createRuntime", hook("cat > " + log(), ""));
        container.create();
        JsonCursor state = JsonCursor.parse(Files.readAllBytes(log()));
        assertThat(state.field("id").string()).isEqualTo(container.id());
        assertThat(state.field("status").string()).isIn("creating", "created");
        assertThat(state.field("pid").longValue()).isEqualTo(container.pid());
        assertThat(state.field("bundle").string()).isEqualTo(container.bundle().toString());
    }

    @Test
    void prestart_and_poststart_hooks_read_that_it_is_created_and_that_it_runs() throws IOException {
        assumeNot(Gap.PRESTART_READS_CREATED);
        Container container = container()
                .add("hooks.prestart", hook("cat > " + log(), ""))
                .add("hooks.poststart", hook("cat > " + log() + "-2", ""));
        container.create();
        assertThat(JsonCursor.parse(Files.readAllBytes(log())).field("status").string())
                .isEqualTo("created");
        container.start();
        byte[] second = Files.readAllBytes(Path.of(log() + "-2"));
        assertThat(JsonCursor.parse(second).field("status").string()).isEqualTo("running");
    }

    @Test
    void a_hook_has_its_arguments_and_environment() throws IOException {
        Container container = container()
                .add(
                        "hooks.createRuntime",
                        hook("cat >/dev/null; echo \"$1 $A\" > " + log(), ", 'args': ['name', 'one'], 'env': ['A=b']"));
        container.create();
        assertThat(logged()).containsExactly("one b");
    }

    @Test
    void a_hook_before_the_start_that_fails_prevents_it() throws IOException {
        Container container = container().add("hooks.createRuntime", hook("exit 3", ""));
        Result result = container.tryCreate();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).isNotEmpty();
        if (!runtime().lacks(Gap.FAILED_HOOK_REMOVES_CONTAINER)) {
            assertThat(container.command("state", container.id()).status()).isNotZero();
        }
    }

    @Test
    void a_hook_after_the_stop_that_fails_prevents_nothing() throws IOException {
        assumeNot(Gap.POSTSTOP_GOES_ON);
        Container container =
                container().add("hooks.poststop", hook("exit 3", "")).add("hooks.poststop", logging("next"));
        container.create().start().awaitStopped();
        container.command("delete", container.id());
        assertThat(logged()).containsExactly("next");
        assertThat(container.command("state", container.id()).status()).isNotZero();
    }

    @Test
    void a_hook_that_takes_too_long_is_stopped() throws IOException {
        Container container = container().add("hooks.createRuntime", hook("exec sleep 20", ", 'timeout': 1"));
        long start = System.nanoTime();
        assertThat(container.tryCreate().status()).isNotZero();
        assertThat((System.nanoTime() - start) / 1_000_000_000L).isLessThan(10);
    }
}

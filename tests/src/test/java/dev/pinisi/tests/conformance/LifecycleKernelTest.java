package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** runtime.md: state, lifecycle and operations. */
class LifecycleKernelTest extends ConformanceTest {
    private static final String WAITS = "trap 'exit 7' TERM; touch /tmp/ready; while :; do sleep 0.01; done";

    private Container waiting() {
        Container container = container().shell(WAITS).create().start();
        Container.await(() -> Files.exists(container.rootfs().resolve("tmp/ready")), "the container's program");
        return container;
    }

    @Test
    void run_returns_the_programs_exit_status() {
        assertThat(container().shell("exit 42").run().status()).isEqualTo(42);
        Container killed =
                container().set("linux.namespaces", "[{'type': 'mount'}]").shell("kill -9 $$");
        assertThat(killed.run().status()).isEqualTo(128 + 9);
    }

    @Test
    void run_leaves_nothing_to_delete() {
        Container container = container();
        assertThat(container.run().status()).isZero();
        assertThat(container.command("state", container.id()).status()).isNotZero();
    }

    @Test
    void a_created_container_has_not_run_its_program_yet() {
        Container container = container().shell("touch /tmp/started").create();
        assertThat(container.status()).isEqualTo("created");
        assertThat(container.rootfs().resolve("tmp/started")).doesNotExist();
        container.start().awaitStopped();
        assertThat(container.rootfs().resolve("tmp/started")).exists();
    }

    @Test
    void the_state_tells_what_the_specification_lists() {
        Container container = waiting();
        JsonCursor state = container.state();
        assertThat(state.field("ociVersion").string()).startsWith("1.");
        assertThat(state.field("id").string()).isEqualTo(container.id());
        assertThat(state.field("status").string()).isEqualTo("running");
        assertThat(state.field("bundle").string()).isEqualTo(container.bundle().toString());
        assertThat(Path.of("/proc/" + state.field("pid").longValue())).exists();
    }

    @Test
    void annotations_are_part_of_the_state() {
        Container container =
                container().set("annotations", "{'org.example.key': 'a value'}").create();
        assertThat(container
                        .state()
                        .field("annotations")
                        .field("org.example.key")
                        .string())
                .isEqualTo("a value");
    }

    @Test
    void a_signal_reaches_the_program() {
        Container container = waiting();
        assertThat(container.command("kill", container.id(), "TERM").status()).isZero();
        container.awaitStopped();
    }

    @Test
    void signals_have_names_with_and_without_SIG_and_numbers() {
        for (String signal : new String[] {"SIGTERM", "TERM", "15", "KILL", "9"}) {
            Container container = waiting();
            assertThat(container.command("kill", container.id(), signal).status())
                    .as(signal)
                    .isZero();
            container.awaitStopped();
        }
    }

    @Test
    void a_created_container_can_be_killed_and_deleted() {
        Container container = container().create();
        assertThat(container.command("kill", container.id(), "KILL").status()).isZero();
        container.awaitStopped();
        assertThat(container.command("delete", container.id()).status()).isZero();
    }

    @Test
    void start_of_what_is_not_created_is_an_error() {
        Container running = waiting();
        assertThat(running.command("start", running.id()).status()).isNotZero();
        assertThat(running.status()).isEqualTo("running");
        running.command("kill", running.id(), "KILL");
        running.awaitStopped();
        assertThat(running.command("start", running.id()).status()).isNotZero();
    }

    @Test
    void kill_of_what_has_stopped_is_an_error() {
        Container container = container().create().start().awaitStopped();
        assertThat(container.command("kill", container.id(), "TERM").status()).isNotZero();
    }

    @Test
    void delete_of_what_runs_is_an_error_unless_forced() {
        Container container = waiting();
        assertThat(container.command("delete", container.id()).status()).isNotZero();
        assertThat(container.status()).isEqualTo("running");
        assertThat(container.command("delete", "--force", container.id()).status())
                .isZero();
        assertThat(container.command("state", container.id()).status()).isNotZero();
    }

    @Test
    void an_id_can_be_used_once_at_a_time() {
        Container container = container().create();
        assertThat(container.tryCreate().status()).isNotZero();
        assertThat(container.status()).isEqualTo("created");
        assertThat(container.command("delete", "--force", container.id()).status())
                .isZero();
        container.create();
    }

    @Test
    void an_id_that_nobody_has_is_an_error_for_every_command() {
        Container container = container();
        for (String command : new String[] {"state", "start", "delete"}) {
            assertThat(container.command(command, "no-such-id").status())
                    .as(command)
                    .isNotZero();
        }
        assertThat(container.command("kill", "no-such-id", "TERM").status()).isNotZero();
        assertThat(container.exec("no-such-id", "true").status()).isNotZero();
    }

    @Test
    void an_id_cannot_be_a_path() {
        Container container = container();
        container.writeConfiguration();
        for (String id : new String[] {"../escape", "a/b", "..", ""}) {
            assertThat(container
                            .command("create", "--bundle", container.bundle().toString(), id)
                            .status())
                    .as(id)
                    .isNotZero();
        }
    }

    @Test
    void the_pid_file_holds_the_containers_process() throws IOException {
        Path file = directory().resolve("pid");
        Container container = container().create("--pid-file", file.toString());
        assertThat(Files.readString(file)).isEqualTo(Long.toString(container.pid()));
    }

    @Test
    void deletion_forgets_processes_that_the_program_left_behind() {
        Container container = container()
                .shell("setsid sleep 100 & touch /tmp/ready; exit 0")
                .create()
                .start()
                .awaitStopped();
        assertThat(container.command("delete", container.id()).status()).isZero();
    }

    @Test
    void a_container_without_a_process_can_be_created_and_ends_when_it_is_started() {
        assumeNot(Gap.CREATES_WITHOUT_PROCESS);
        Container container = container().remove("process").create();
        assertThat(container.status()).isEqualTo("created");
        container.start().awaitStopped();
    }

    @Test
    void list_names_every_container() {
        Container one = container().create();
        Container two = container().create();
        assertThat(one.command("list").output()).contains(one.id(), two.id());
        assertThat(one.command("list", "-q").output().split("\\s+")).contains(one.id(), two.id());
    }
}

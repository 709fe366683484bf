package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.engine.ContainerState;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.RemoveOptions;
import dev.pinisi.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    private static final String FOREVER = "sleep 1000";

    @TempDir
    Path directory;

    @Test
    void a_container_is_created_runs_and_exits() throws IOException {
        Harness harness = new Harness(directory, "exit 7");
        LocalContainer container = harness.create(Samples.ID, "one", Samples.spec());
        assertThat(container.info().state()).isEqualTo(ContainerState.CREATED);
        container.start();
        assertThat(container.waitForExit()).isEqualTo(7);
        assertThat(container.info().state()).isEqualTo(ContainerState.EXITED);
        container.cleanUp();
        assertThat(harness.store.files(Samples.ID).bundle()).doesNotExist();
        assertThat(container.info().exitCode()).isEqualTo(7);
        assertThat(harness.runtimeCalls()).containsExactly("start " + Samples.ID, "delete --force " + Samples.ID);
        assertThat(harness.rootfs.calls).containsExactly("mount", "unmount");
    }

    @Test
    void it_can_have_another_name_that_is_free() throws IOException {
        Harness harness = new Harness(directory, "exit 0");
        harness.create(Samples.ID, "one", Samples.spec()).rename("two");
        assertThat(harness.store.resolve("two")).contains(Samples.ID);
        assertThat(harness.store.resolve("one")).isEmpty();
        LocalContainer renamed =
                new LocalContainer(harness.parts, harness.store.read(Samples.ID).orElseThrow());
        assertThat(renamed.name()).isEqualTo("two");
        assertThatThrownBy(() -> renamed.rename("two")).hasMessageContaining("already in use");
        assertThatThrownBy(() -> renamed.rename("no/name")).hasMessageContaining("must match");
    }

    @Test
    void it_can_be_started_again() throws IOException {
        Harness harness = new Harness(directory, "exit 3");
        LocalContainer container = harness.create(Samples.ID, "one", Samples.spec());
        container.start();
        container.waitForExit();
        container.start();
        assertThat(container.waitForExit()).isEqualTo(3);
        assertThat(harness.rootfs.calls).containsExactly("mount", "unmount", "mount");
        container.cleanUp();
    }

    @Test
    void one_that_removes_itself_is_gone_after_the_clean_up() throws IOException {
        Harness harness = new Harness(directory, "exit 6");
        LocalContainer container =
                harness.create(Samples.ID, "one", Samples.spec().autoRemove(true));
        container.start();
        container.waitForExit();
        container.cleanUp();
        assertThat(container.waitForExit()).isEqualTo(6);
        assertThat(harness.store.resolve("one")).isEmpty();
        assertThat(harness.store.files(Samples.ID).directory()).doesNotExist();
        container.cleanUp();
    }

    @Test
    void the_network_is_set_up_and_taken_down() throws IOException {
        Harness harness = new Harness(directory, FOREVER);
        ContainerSpecBuilder spec = Samples.spec().network("bridge");
        spec.networking().publish("8080:80");
        LocalContainer container = harness.create(Samples.ID, "one", spec);
        container.start();
        Json.Obj network = (Json.Obj) container.inspect().members().get("NetworkSettings");
        assertThat(network.members().get("IPAddress")).isEqualTo(new Json.Str("10.90.0.2"));
        assertThat(Files.readString(harness.store.files(Samples.ID).hosts()))
                .contains("10.90.0.2\t" + Samples.ID.substring(0, 12) + " one\n");
        container.stop(OptionalInt.of(0));
        assertThat(container.info().exitCode()).isEqualTo(137);
        assertThat(harness.networks.calls).containsExactly("setUp", "tearDown");
    }

    @Test
    void the_stop_signal_comes_before_the_kill() throws IOException {
        Harness harness = new Harness(directory, "trap 'exit 42' USR1; : >$bundle/ready; while :; do sleep 0.01; done");
        LocalContainer container =
                harness.create(Samples.ID, "one", Samples.spec().stopSignal(10));
        container.start();
        harness.awaitReady(Samples.ID);
        container.stop(OptionalInt.of(20));
        assertThat(container.info().exitCode()).isEqualTo(42);
    }

    @Test
    void a_running_container_is_not_removed_unless_forced() throws IOException {
        Harness harness = new Harness(directory, FOREVER);
        LocalContainer container = harness.create(Samples.ID, "one", Samples.spec());
        container.start();
        assertThatThrownBy(() -> container.remove(RemoveOptions.DEFAULT))
                .hasMessage("cannot remove container one: it runs; stop it first, or use --force");
        container.remove(new RemoveOptions(true, false, OptionalInt.of(0)));
        assertThat(harness.store.resolve("one")).isEmpty();
    }

    @Test
    void what_fails_is_taken_down_again() throws IOException {
        Harness harness = new Harness(directory, FOREVER);
        harness.networks.broken = true;
        LocalContainer container =
                harness.create(Samples.ID, "one", Samples.spec().network("bridge"));
        assertThatThrownBy(container::start).hasMessage("no address is left");
        assertThat(harness.rootfs.calls).containsExactly("mount", "unmount");
        assertThat(harness.networks.calls).containsExactly("setUp", "tearDown");
        assertThat(harness.store.files(Samples.ID).bundle()).doesNotExist();
        assertThat(container.info().state()).isEqualTo(ContainerState.CREATED);
    }

    @Test
    void a_command_that_is_not_there_has_its_own_exit_code() throws IOException {
        Harness harness = new Harness(directory, FOREVER);
        harness.refuse();
        LocalContainer container =
                harness.create(Samples.ID, "one", Samples.spec().autoRemove(true));
        assertThatThrownBy(container::start)
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.exitCode()).isEqualTo(127))
                .hasMessageContaining("executable file not found");
        assertThat(harness.store.resolve("one")).isEmpty();
    }

    @Test
    void a_missing_source_of_a_bind_mount_is_named() throws IOException {
        Harness harness = new Harness(directory, FOREVER);
        LocalContainer container =
                harness.create(Samples.ID, "one", Samples.spec().volume("/no/such/place:/x"));
        assertThatThrownBy(container::start)
                .hasMessage("cannot mount /no/such/place on /x: there is no such file or folder on the host; make it"
                        + " first");
    }

    @Test
    void signals_reach_the_first_process() throws IOException {
        Harness harness = new Harness(directory, "trap 'exit 9' USR1; : >$bundle/ready; while :; do sleep 0.01; done");
        LocalContainer container = harness.create(Samples.ID, "one", Samples.spec());
        assertThatThrownBy(() -> container.kill(10)).hasMessageContaining("it does not run");
        container.start();
        harness.awaitReady(Samples.ID);
        container.kill(10);
        assertThat(container.waitForExit()).isEqualTo(9);
        container.cleanUp();
    }

    @Test
    void one_whose_record_is_damaged_does_not_start_but_can_be_removed() throws IOException {
        Harness harness = new Harness(directory, FOREVER);
        harness.create(Samples.ID, "one", Samples.spec());
        Files.writeString(harness.store.files(Samples.ID).record(), "");
        LocalContainer container =
                new LocalContainer(harness.parts, harness.store.read(Samples.ID).orElseThrow());
        assertThatThrownBy(container::start)
                .hasMessageContaining("container.json is damaged")
                .hasMessageEndingWith("remove the container by rm one");
        container.remove(RemoveOptions.DEFAULT);
        assertThat(harness.store.read(Samples.ID)).isEmpty();
        assertThat(harness.store.resolve("one")).isEmpty();
    }

    @Test
    void a_runtime_that_is_killed_while_it_deletes_is_asked_again() throws IOException {
        Harness harness = new Harness(directory, "exit 0");
        LocalContainer container = harness.create(Samples.ID, "one", Samples.spec());
        container.start();
        container.waitForExit();
        harness.killRuntime();
        container.cleanUp();
        String delete = "delete --force " + Samples.ID;
        assertThat(harness.runtimeCalls()).containsExactly("start " + Samples.ID, delete, delete);
    }
}

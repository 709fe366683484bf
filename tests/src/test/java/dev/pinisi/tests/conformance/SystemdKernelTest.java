package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --systemd-cgroup}, with a manager of units that the test is. The slice lies where tests' control groups may. */
class SystemdKernelTest extends ConformanceTest {
    private Path socket = Path.of("/");

    @BeforeEach
    void only_ours_takes_any_bus() {
        assumeTrue(runtime().name().equals("pinisi-oci"), runtime().name() + " talks to the host's own systemd");
        socket = directory().resolve("bus");
    }

    @AfterEach
    void remove_the_slice() throws IOException {
        for (Path slice : cgroupDirectories("/pinisi.slice")) {
            Files.deleteIfExists(slice);
        }
    }

    private Result withBus(Container container, String... command) {
        List<String> all = new java.util.ArrayList<>(List.of(
                "env",
                "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + socket,
                runtime().program().toString(),
                "--root",
                runtime().state().toString(),
                "--systemd-cgroup"));
        all.addAll(List.of(command));
        return OciRuntime.execute(container.bundle(), all);
    }

    private Container sleeping() {
        Container container = container()
                .set("linux.cgroupsPath", "'pinisi.slice:test:'")
                .set("linux.resources", "{'pids': {'limit': 44}}")
                .set("annotations", "{'org.systemd.property.CollectMode': '\\u0027inactive\\u0027'}")
                .shell("sleep 100");
        container.writeConfiguration();
        return container;
    }

    @Test
    void a_scope_is_started_told_of_limits_and_stopped() throws IOException {
        Container container = sleeping();
        String unit = "test-" + container.id() + ".scope";
        try (FakeSystemd systemd = new FakeSystemd(socket)) {
            Result created =
                    withBus(container, "create", "--bundle", container.bundle().toString(), container.id());
            assertThat(created.status()).as(created.errors()).isZero();
            assertThat(Files.readString(Path.of("/proc/" + container.pid() + "/cgroup")))
                    .contains("/pinisi.slice/" + unit);
            assertThat(systemd.calls())
                    .anySatisfy(call -> assertThat(call)
                            .contains(
                                    "StartTransientUnit",
                                    unit,
                                    "pinisi.slice",
                                    "PIDs",
                                    "TasksMax",
                                    "Delegate",
                                    "CollectMode"));

            Result updated = withBus(container, "update", "--pids-limit", "55", container.id());
            assertThat(updated.status()).as(updated.errors()).isZero();
            assertThat(systemd.calls())
                    .anySatisfy(call -> assertThat(call).contains("SetUnitProperties", unit, "TasksMax"));

            Result deleted = withBus(container, "delete", "--force", container.id());
            assertThat(deleted.status()).as(deleted.errors()).isZero();
            assertThat(systemd.calls()).anySatisfy(call -> assertThat(call).contains("StopUnit", unit));
            assertThat(cgroupDirectories("/pinisi.slice/" + unit)).isEmpty();
        }
    }

    @Test
    void without_systemd_nothing_is_made() throws IOException {
        Container container = sleeping();
        Result created =
                withBus(container, "create", "--bundle", container.bundle().toString(), container.id());
        assertThat(created.status()).isNotZero();
        assertThat(created.errors()).contains("--systemd-cgroup needs systemd's bus");
        assertThat(container.command("state", container.id()).status()).isNotZero();
    }
}

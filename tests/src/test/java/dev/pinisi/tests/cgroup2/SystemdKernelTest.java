package dev.pinisi.tests.cgroup2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.tests.conformance.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code --systemd-cgroup} beside a real systemd, which runs as the guest's first process. */
class SystemdKernelTest {
    private static final String SCOPE = "/sys/fs/cgroup/system.slice/pinisi-web.scope/";

    @SuppressWarnings("NullAway.Init")
    private static Guest guest;

    @BeforeAll
    static void boot() throws IOException {
        guest = Guest.bootSystemd();
        guest.output("systemctl start dbus.service");
    }

    @AfterAll
    static void shutDown() throws IOException {
        if (guest != null) {
            guest.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        guest.machine().run("runtime --root /run/runtime delete -f web");
        assertThat(guest.output("systemctl list-units --all --plain --no-legend 'pinisi-*'; ls /run/runtime"))
                .isEmpty();
    }

    private static GuestContainer limited(String resources) {
        return new GuestContainer(guest, "web", "--systemd-cgroup ")
                .set("linux.cgroupsPath", "'system.slice:pinisi:web'")
                .set("linux.resources", resources)
                .start();
    }

    private static String property(String name) {
        return guest.output("systemctl show --value -p " + name + " pinisi-web.scope");
    }

    private static void succeeds(Result result) {
        assertThat(result.status()).as(result.errors()).isZero();
    }

    @Test
    void a_container_is_a_scope_of_systemd_with_its_limits() {
        limited("{'memory': {'limit': 33554432}, 'pids': {'limit': 23}, 'cpu': {'shares': 512, 'cpus': '1'}}");
        assertThat(property("ActiveState")).isEqualTo("active");
        assertThat(property("MemoryMax")).isEqualTo("33554432");
        assertThat(property("TasksMax")).isEqualTo("23");
        assertThat(property("AllowedCPUs")).isEqualTo("1");
        assertThat(guest.output("cat " + SCOPE + "memory.max")).isEqualTo("33554432");
        assertThat(guest.output("cat " + SCOPE + "cgroup.procs")).isNotEmpty();
    }

    @Test
    void changed_limits_outlive_a_reload_of_systemd() {
        GuestContainer container = limited("{'memory': {'limit': 33554432}, 'pids': {'limit': 23}}");
        succeeds(container.command("update --memory 50331648 --pids-limit 40"));
        guest.output("systemctl daemon-reload");
        assertThat(property("MemoryMax")).isEqualTo("50331648");
        assertThat(guest.output("cat " + SCOPE + "memory.max")).isEqualTo("50331648");
        assertThat(guest.output("cat " + SCOPE + "pids.max")).isEqualTo("40");
    }

    @Test
    void its_processes_are_frozen_and_deleted_with_the_scope() {
        GuestContainer container = limited("{}");
        succeeds(container.command("pause"));
        assertThat(guest.output("grep frozen " + SCOPE + "cgroup.events")).isEqualTo("frozen 1");
        succeeds(container.command("resume"));
        succeeds(container.command("delete --force"));
    }
}

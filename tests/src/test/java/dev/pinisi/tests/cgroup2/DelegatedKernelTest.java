package dev.pinisi.tests.cgroup2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.tests.conformance.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An ordinary user with a part of the control groups of version 2, as systemd gives it: the controllers memory and pids. */
class DelegatedKernelTest {
    private static final String GROUP = "/sys/fs/cgroup/delegated/user";
    private static final String ONE_ID = "[{'containerID': 0, 'hostID': 1000, 'size': 1}]";

    @SuppressWarnings("NullAway.Init")
    private static Guest guest;

    @BeforeAll
    static void boot() throws IOException {
        guest = Guest.boot();
        guest.output("mkdir -p /etc /bundles /run/user && echo user:x:1000:1000::/:/bin/sh >/etc/passwd"
                + " && echo user:x:1000: >/etc/group && chown 1000:1000 /bundles /run/user");
    }

    @AfterAll
    static void shutDown() throws IOException {
        if (guest != null) {
            guest.close();
        }
    }

    @BeforeEach
    void delegate() {
        guest.output("cd /sys/fs/cgroup && echo '+memory +pids +cpu' >cgroup.subtree_control && mkdir -p delegated"
                + " && echo '+memory +pids' >delegated/cgroup.subtree_control && mkdir -p " + GROUP + "/session"
                + " && cd " + GROUP + " && chown 1000:1000 . cgroup.procs cgroup.threads cgroup.subtree_control"
                + " session session/cgroup.procs");
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(guest.output("ls /run/user; find " + GROUP + " -mindepth 1 -type d"))
                .isEqualTo(GROUP + "/session");
    }

    private static GuestContainer container() {
        return new GuestContainer(guest, "mine", "")
                .by("echo $$ >" + GROUP + "/session/cgroup.procs && su user -c 'runtime --root /run/user ", "'")
                .add("linux.namespaces", "{'type': 'user'}")
                .set("linux.uidMappings", ONE_ID)
                .set("linux.gidMappings", ONE_ID)
                .set("linux.cgroupsPath", "'/delegated/user/mine'");
    }

    @Test
    void his_limits_hold_for_all_processes() {
        GuestContainer container = container()
                .set("linux.resources", "{'memory': {'limit': 33554432}, 'pids': {'limit': 23}}")
                .start();

        assertThat(guest.output("cat " + GROUP + "/mine/memory.max " + GROUP + "/mine/pids.max"))
                .isEqualTo("33554432\n23");
        Result inside = container.command("exec ID cat /proc/self/cgroup");
        assertThat(inside.text()).as(inside.errors()).isEqualTo("0::/delegated/user/mine");
        succeeds(container.command("update --pids-limit 24"));
        assertThat(guest.output("cat " + GROUP + "/mine/pids.max")).isEqualTo("24");
        succeeds(container.command("pause"));
        assertThat(guest.output("cat " + GROUP + "/mine/cgroup.freeze")).isEqualTo("1");
        succeeds(container.command("delete --force"));
    }

    @Test
    void a_limit_of_a_controller_that_he_was_not_given_is_an_error_that_names_it() {
        Result result =
                container().set("linux.resources", "{'cpu': {'shares': 512}}").run();

        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("linux.resources.cpu.shares", "cpu.weight");
    }

    private static void succeeds(Result result) {
        assertThat(result.status()).as(result.errors()).isZero();
    }
}

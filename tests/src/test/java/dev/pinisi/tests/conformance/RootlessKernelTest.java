package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers of an ordinary user: no capability, no control group, one id of his own. */
class RootlessKernelTest extends ConformanceTest {
    /** Debian's "nobody". */
    private static final int USER = 65534;

    private static final String AS_USER = "setpriv --reuid " + USER + " --regid " + USER + " --clear-groups";
    private static final String ONE_ID = "[{'containerID': 0, 'hostID': " + USER + ", 'size': 1}]";
    private static final String MANY_IDS = "[{'containerID': 0, 'hostID': " + USER
            + ", 'size': 1}, {'containerID': 1, 'hostID': 200000, 'size': 1000}]";

    @BeforeEach
    void asAnOrdinaryUser() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv (Debian's util-linux)");
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        giveToUser(runtime().state());
        runBy(List.of(AS_USER.split(" ")));
    }

    private Container usersContainer(String mappings) throws IOException {
        Container container = container()
                .add("linux.namespaces", "{'type': 'user'}")
                .set("linux.uidMappings", mappings)
                .set("linux.gidMappings", mappings)
                // one that he may not make is an error for other runtimes
                .set("linux.cgroupsPath", "null");
        giveToUser(container.bundle());
        return container;
    }

    private static void giveToUser(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", USER, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", USER, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    @Test
    void he_is_root_inside_and_himself_outside() throws IOException {
        Container container = usersContainer(ONE_ID).shell("id -u; echo > /work/made; cat /proc/self/setgroups");

        assertThat(outputOf(container).lines()).containsExactly("0", "deny");
        assertThat(Files.getAttribute(container.rootfs().resolve("work/made"), "unix:uid"))
                .isEqualTo(USER);
    }

    @Test
    void what_spec_writes_for_him_runs() throws IOException {
        assumeTrue(
                runtime().name().equals("pinisi-oci"), "other runtimes want rights to the control group they are in");
        Container container = usersContainer(ONE_ID);
        assertThat(container.command("spec", "--rootless").status()).isZero();
        Path config = container.bundle().resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"terminal\": true", "\"terminal\": false")
                        .replace("[\"sh\"]", "[\"hostname\"]"));

        Result result = container.command("run", container.id());

        assertThat(result.text()).as(result.errors()).isEqualTo("pinisi");
    }

    @Test
    void his_container_lives_as_any_other() throws IOException {
        Container container =
                usersContainer(ONE_ID).shell("while :; do sleep 0.1; done").create();
        assertThat(container.status()).isEqualTo("created");
        container.start();
        assertThat(container
                        .shellIn("id -u; hostname -f > /dev/null; kill -0 1 && echo alive")
                        .text())
                .isEqualTo("0\nalive");
        assertThat(container.command("kill", container.id(), "KILL").status()).isZero();
        assertThat(container.awaitStopped().command("delete", container.id()).status())
                .isZero();
    }

    @Test
    void he_starts_further_programs_in_it() throws IOException {
        assumeNot(Gap.EXEC_WITHOUT_CGROUPS);
        Container container = usersContainer(ONE_ID)
                .shell("while :; do sleep 0.1; done")
                .create()
                .start();

        Result result = container.shellIn("id -u; kill -0 1 && echo alive");

        assertThat(result.text()).as(result.errors()).isEqualTo("0\nalive");
    }

    @Test
    void the_hosts_devices_are_bound_in_for_want_of_the_right_to_make_nodes() throws IOException {
        Container container =
                usersContainer(ONE_ID).shell("echo gone > /dev/null; head -c 1 /dev/zero | wc -c; ls /dev/null");

        assertThat(outputOf(container).lines()).containsExactly("1", "/dev/null");
    }

    @Test
    void with_the_hosts_network_he_sees_the_hosts_sys() throws IOException {
        Container container = usersContainer(ONE_ID)
                .set("linux.namespaces", "[{'type': 'pid'}, {'type': 'mount'}, {'type': 'user'}]")
                .add("mounts", "{'destination': '/sys', 'type': 'sysfs', 'source': 'sysfs', 'options': ['ro']}")
                .shell("ls -d /sys/class/net/lo; touch /sys/x 2>/dev/null || echo read-only");
        container.set("hostname", "null");
        assumeNot(Gap.BINDS_SYS_WITHOUT_NETWORK);

        assertThat(outputOf(container).lines()).containsExactly("/sys/class/net/lo", "read-only");
    }

    /** CVE-2023-25809: the control groups below the host's /sys came along writable. */
    @Test
    void what_the_host_has_mounted_below_sys_is_read_only_as_well() throws IOException {
        assumeNot(Gap.BINDS_SYS_WITHOUT_NETWORK);
        assumeNot(Gap.LEAVES_MOUNTS_BELOW_SYS_WRITABLE);
        Container container = usersContainer(ONE_ID)
                .set("linux.namespaces", "[{'type': 'pid'}, {'type': 'mount'}, {'type': 'user'}]")
                .add("mounts", "{'destination': '/sys', 'type': 'sysfs', 'source': 'sysfs', 'options': ['ro']}")
                .shell("grep ' /sys' /proc/mounts | cut -d' ' -f4 | cut -d, -f1 | grep -v ro; echo end");

        assertThat(outputOf(container)).isEqualTo("end");
    }

    @Test
    void a_group_for_terminals_that_is_not_mapped_is_left_out() throws IOException {
        assumeNot(Gap.LEAVES_UNMAPPED_GROUP_OUT);
        Container container = usersContainer(ONE_ID)
                .set(
                        "mounts",
                        "[{'destination': '/dev', 'type': 'tmpfs', 'source': 'tmpfs'},"
                                + "{'destination': '/dev/pts', 'type': 'devpts', 'source': 'devpts',"
                                + "'options': ['newinstance', 'gid=5', 'mode=0620', 'ptmxmode=0666']}]")
                .shell("ls /dev/pts");

        assertThat(outputOf(container)).isEqualTo("ptmx");
    }

    @Test
    void limits_that_he_may_not_set_are_named_in_a_warning() throws IOException {
        assumeTrue(runtime().name().equals("pinisi-oci"), "runc refuses, crun is silent");
        Container container = usersContainer(ONE_ID)
                .set("linux.resources", "{'pids': {'limit': 5}, 'memory': {'limit': 100000000}}")
                .shell("echo ran");

        Result result = container.run();

        assertThat(result.text()).isEqualTo("ran");
        assertThat(result.errors()).contains("linux.resources: pids memory");
    }

    @Test
    void more_ids_need_a_program_that_grants_them() throws IOException {
        assumeNot(Gap.NAMES_NEWUIDMAP);
        runBy(List.of((AS_USER + " env PATH=/nonexistent").split(" ")));
        Result result = usersContainer(MANY_IDS).run();

        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("newuidmap");
    }

    @Test
    void ids_that_newuidmap_grants_are_mapped() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/newuidmap")), "no newuidmap (Debian's uidmap)");
        Path grants = Files.writeString(directory().resolve("grants"), USER + ":200000:1000\n");
        String granted = "mount --bind " + grants + " /etc/subuid && mount --bind " + grants + " /etc/subgid && exec "
                + AS_USER + " \"$@\"";
        runBy(List.of("unshare", "--mount", "sh", "-c", granted, "sh"));
        assumeTrue(Files.exists(Path.of("/etc/subuid")) && Files.exists(Path.of("/etc/subgid")), "no /etc/subuid");
        Container container = usersContainer(MANY_IDS)
                .shell("tr -s ' ' < /proc/self/uid_map; cat /proc/self/setgroups; id -u")
                .set("process.user", "{'uid': 7, 'gid': 8}");

        assertThat(outputOf(container).lines()).containsExactly("0 65534 1", " 1 200000 1000", "allow", "7");
    }
}

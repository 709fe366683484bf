package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden documents are beside; to see a new one, run with {@code -Dgolden.print=true}. */
class SpecGeneratorTest {
    private static final Map<String, String> ETC = etc();

    private static Map<String, String> etc() {
        Map<String, String> etc = new LinkedHashMap<>();
        etc.put("/etc/hostname", "/run/p/hostname");
        etc.put("/etc/hosts", "/run/p/hosts");
        etc.put("/run/.containerenv", "/run/p/containerenv");
        return etc;
    }

    private static SpecInput input(ContainerSpecBuilder spec, User user, HostFacts host) {
        return new SpecInput(
                Samples.record(spec),
                host,
                "/rootfs",
                user,
                Map.of("data", "/var/lib/p/volumes/data/_data"),
                Map.of(),
                ETC,
                "",
                List.of(),
                DefaultSeccomp::resolve);
    }

    private static JsonCursor generate(ContainerSpecBuilder spec) {
        return generate(input(spec, Samples.ROOT, Samples.HOST));
    }

    private static JsonCursor generate(SpecInput input) {
        return JsonCursor.parse(SpecGenerator.generate(input));
    }

    /** Compared indented, without the long seccomp profile, which has a test of its own. */
    private static void assertGolden(String name, SpecInput input) throws IOException {
        Json.Obj document = (Json.Obj) Json.parse(SpecGenerator.generate(input));
        Json.Obj linux = (Json.Obj) document.members().get("linux");
        linux.members().replace("seccomp", new Json.Str("…"));
        String text = new JsonWriter(1).value(document) + "\n";
        if (Boolean.getBoolean("golden.print")) {
            System.out.println("=== " + name + "\n" + text);
        }
        try (InputStream golden = SpecGeneratorTest.class.getResourceAsStream(name)) {
            assertThat(golden).as(name).isNotNull();
            assertThat(text).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPlainContainer() throws IOException {
        assertGolden("plain.json", input(Samples.spec(), Samples.ROOT, Samples.HOST));
    }

    @Test
    void aContainerWithEverythingSet() throws IOException {
        ContainerSpecBuilder spec = Samples.spec()
                .network("bridge")
                .hostname("web")
                .entrypoint(List.of("/bin/server"))
                .command(List.of("--port", "80"))
                .env("A", "mine")
                .user("1000:1000")
                .workdir("/srv")
                .terminal(true)
                .umask("0077")
                .oomScoreAdj(500)
                .ulimit("nofile=1024:2048")
                .ulimit("core=-1")
                .capAdd("net_admin")
                .capDrop("mknod")
                .readOnly(true)
                .securityOption("no-new-privileges")
                .securityOption("mask=/proc/cmdline")
                .securityOption("unmask=/proc/acpi")
                .volume("/srv/www:/www:ro")
                .volume("data:/data")
                .tmpfs("/scratch:size=1m")
                .deviceCgroupRule("c 10:* rw")
                .sysctl("net.core.somaxconn", "1024")
                .annotation("a", "b")
                .init("pinisi-init")
                .cgroupParent("/pinisi/tests");
        spec.resources()
                .memory(64 << 20)
                .memoryReservation(32 << 20)
                .cpus(1.5)
                .cpuShares(512)
                .cpusetCpus("0-1")
                .cpusetMems("0")
                .pidsLimit(100)
                .blkioWeight(300)
                .shmSize(1 << 20);
        SpecInput input = new SpecInput(
                Samples.record(spec),
                Samples.HOST,
                "/rootfs",
                new User(1000, 1000, List.of(27, 44), "/home/me", true, true),
                Map.of("data", "/var/lib/p/volumes/data/_data"),
                Map.of("network", "/run/p/netns/x"),
                ETC,
                "/opt/pinisi/libexec/pinisi-init",
                List.of(new Device("/dev/fuse", "c", 10, 229, 0600, 0, 0, "rwm")),
                DefaultSeccomp::resolve);
        assertGolden("everything.json", input);
    }

    @Test
    void aPrivilegedContainerOnCgroup2() throws IOException {
        HostFacts host = new HostFacts("amd64", 6, 18, Samples.BOUNDING, Map.of(), true, true);
        assertGolden("privileged.json", input(Samples.spec().privileged(true), Samples.ROOT, host));
    }

    @Test
    void the_cgroup_path_is_absolute_and_below_our_own() {
        assertThat(generate(Samples.spec()).field("linux").field("cgroupsPath").string())
                .isEqualTo("/pinisi/" + Samples.ID);
    }

    @Test
    void limits_are_lowered_to_what_the_host_allows() {
        JsonCursor limit = generate(Samples.spec().ulimit("nofile=50000:60000"))
                .field("process")
                .field("rlimits")
                .elements()
                .getFirst();
        assertThat(limit.field("soft").longValue()).isEqualTo(20_000);
        assertThat(limit.field("hard").longValue()).isEqualTo(20_000);
    }

    @Test
    void capabilities_that_the_host_keeps_back_are_not_asked_for() {
        JsonCursor capabilities = generate(Samples.spec().capAdd("SYS_RESOURCE").capAdd("SYS_ADMIN"))
                .field("process")
                .field("capabilities");
        assertThat(capabilities.field("bounding").strings())
                .contains("CAP_SYS_ADMIN")
                .doesNotContain("CAP_SYS_RESOURCE");
    }

    @Test
    void a_user_other_than_root_holds_only_what_was_added_by_name() {
        User user = new User(1000, 1000, List.of(), "/", true, true);
        JsonCursor capabilities = generate(input(Samples.spec().capAdd("NET_ADMIN"), user, Samples.HOST))
                .field("process")
                .field("capabilities");
        assertThat(capabilities.field("effective").strings()).containsExactly("CAP_NET_ADMIN");
        assertThat(capabilities.field("ambient").strings()).containsExactly("CAP_NET_ADMIN");
        assertThat(capabilities.field("bounding").strings()).contains("CAP_CHOWN", "CAP_NET_ADMIN");
    }

    @Test
    void in_the_hosts_network_there_is_neither_a_namespace_nor_a_hostname_of_its_own() {
        JsonCursor config = generate(Samples.spec().network("host"));
        assertThat(types(config)).containsExactly("mount", "pid", "ipc");
        assertThat(config.field("hostname").isPresent()).isFalse();
    }

    @Test
    void the_hosts_namespaces_are_shared_by_naming_none() {
        JsonCursor config = generate(Samples.spec().pid("host").ipc("host").uts("host"));
        assertThat(types(config)).containsExactly("mount", "network");
    }

    private static List<String> types(JsonCursor config) {
        return config.field("linux").field("namespaces").elements().stream()
                .map(namespace -> namespace.field("type").string())
                .toList();
    }

    @Test
    void a_mount_of_the_users_takes_the_place_of_the_engines() {
        List<JsonCursor> shm = generate(Samples.spec().volume("/tmp:/dev/shm")).field("mounts").elements().stream()
                .filter(mount -> mount.field("destination").string().equals("/dev/shm"))
                .toList();
        assertThat(shm).hasSize(1);
        assertThat(shm.getFirst().field("source").string()).isEqualTo("/tmp");
    }

    @Test
    void mounts_come_before_those_below_them() {
        List<String> destinations =
                generate(Samples.spec().volume("/tmp:/a/b/c").volume("/tmp:/a")).field("mounts").elements().stream()
                        .map(mount -> mount.field("destination").string())
                        .toList();
        assertThat(destinations.indexOf("/a")).isLessThan(destinations.indexOf("/a/b/c"));
        assertThat(destinations.indexOf("/dev")).isLessThan(destinations.indexOf("/dev/shm"));
    }

    @Test
    void unconfined_means_no_seccomp_at_all() {
        JsonCursor config = generate(Samples.spec().securityOption("seccomp=unconfined"));
        assertThat(config.field("linux").field("seccomp").isPresent()).isFalse();
    }
}

package dev.pinisi.oci.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    private static final String MINIMAL = """
            {"ociVersion": "1.2.0", "root": {"path": "rootfs"},
             "process": {"args": ["sh"], "cwd": "/"},
             "linux": {"namespaces": [{"type": "mount"}, {"type": "uts"}]}}
            """;

    @Test
    void what_is_left_out_has_the_specified_default() {
        Config config = read(MINIMAL);

        assertThat(config.process()).hasValueSatisfying(process -> {
            assertThat(process.terminal()).isFalse();
            assertThat(process.user()).isEqualTo(new UserConfig(0, 0, -1, java.util.List.of()));
            assertThat(process.capabilities()).isEmpty();
            assertThat(process.oomScoreAdj()).isEmpty();
        });
        assertThat(config.root().readonly()).isFalse();
        assertThat(config.linux().creates(NamespaceKind.MOUNT)).isTrue();
        assertThat(config.linux().has(NamespaceKind.PID)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                "ociVersion": "1.2.0"      | "ociVersion": "2.0.0"                   | ociVersion: version 2.0.0 is not supported; 1.x is
                "ociVersion": "1.2.0",     |                                         | ociVersion: missing
                "path": "rootfs"           | "path": ""                              | root.path: must not be empty
                "root": {"path": "rootfs"} | "root": "rootfs"                        | root: an object expected
                "args": ["sh"]             | "args": []                              | process.args: must name the program to run
                "args": ["sh"]             | "args": ["sh", 1]                       | process.args[1]: a string expected
                "cwd": "/"                 | "cwd": "tmp"                            | process.cwd: "tmp" is not an absolute path
                "cwd": "/"                 | "cwd": "/", "terminal": 1               | process.terminal: true or false expected
                "cwd": "/"                 | "cwd": "/", "oomScoreAdj": 2000         | process.oomScoreAdj: 2000 is not from -1000 to 1000
                "cwd": "/"                 | "cwd": "/", "user": {"uid": -1}         | process.user.uid: -1 is not an id of 32 bits
                "cwd": "/"                 | "cwd": "/", "rlimits": [{"type": "X"}]  | process.rlimits[0].type: unknown resource limit X
                "cwd": "/"                 | "cwd": "/", "rlimits": [{"type": "RLIMIT_CPU", "soft": 1, "hard": 1}, {"type": "RLIMIT_CPU", "soft": 2, "hard": 2}] | process.rlimits[1].type: a second limit of RLIMIT_CPU
                "cwd": "/"                 | "cwd": "/", "execCPUAffinity": {"initial": "3-1"} | process.execCPUAffinity.initial: "3-1" is not a list of numbers below 8192 such as 0-3,7
                "linux": {                 | "linux": {"memoryPolicy": {"mode": "MPOL_BIND"},  | linux.memoryPolicy.nodes: MPOL_BIND needs at least one memory node
                "linux": {                 | "linux": {"memoryPolicy": {"mode": "MPOL_LOCAL", "nodes": "0"}, | linux.memoryPolicy.nodes: MPOL_LOCAL takes no memory nodes
                "linux": {                 | "linux": {"memoryPolicy": {"mode": "MPOL_X"},     | linux.memoryPolicy.mode: unknown memory policy MPOL_X
                "linux": {                 | "mounts": [{"destination": "/x", "source": "/x", "options": ["rbind", "idmap"]}], "linux": { | mounts[0].uidMappings: missing, for idmap without mappings in linux.uidMappings
                "linux": {                 | "mounts": [{"destination": "/x", "type": "tmpfs", "uidMappings": []}], "linux": { | mounts[0].uidMappings: only bind mounts can have their ids mapped
                "linux": {                 | "linux": {"intelRdt": {"closID": ".."}, | linux.intelRdt.closID: ".." is no name of a class of service
                "linux": {                 | "linux": {"intelRdt": {"memBwSchema": "L3:0=f"}, | linux.intelRdt.memBwSchema: does not start with MB:
                "linux": {                 | "linux": {"intelRdt": {"schemata": ["L2:0=f\\nMB:0=5"]}, | linux.intelRdt.schemata[0]: contains a line end
                {"type": "mount"}          | {"type": "network"}], "netDevices": {"a/b": {}}, "x": [{"type": "mount"} | linux.netDevices.a/b: "a/b" is no name of a network device
                {"type": "mount"}          | {"type": "network"}], "netDevices": {"a": {"name": "sixteen-letters-"}}, "x": [{"type": "mount"} | linux.netDevices.a.name: "sixteen-letters-" is no name of a network device
                {"type": "mount"}          | {"type": "network"}], "netDevices": {"a": {"name": "x"}, "b": {"name": "x"}}, "x": [{"type": "mount"} | linux.netDevices.b.name: a second network device x
                {"type": "mount"}          | {"type": "mount"}], "netDevices": {"a": {}}, "x": [{"type": "mount"} | linux.netDevices: needs a network namespace in linux.namespaces
                "linux": {                 | "linux": {"timeOffsets": {"wall": {}}, | linux.timeOffsets.wall: unknown clock; monotonic and boottime are known
                "linux": {                 | "linux": {"timeOffsets": {"boottime": {"nanosecs": -1}}, | linux.timeOffsets.boottime.nanosecs: -1 is not from 0 to 999999999
                "linux": {                 | "linux": {"timeOffsets": {"boottime": {"secs": 1}}, | linux.timeOffsets: needs a new time namespace in linux.namespaces
                "linux": {                 | "linux": {"uidMappings": [{"containerID": 0, "hostID": 1, "size": 0}], | linux.uidMappings[0].size: 0 is not from 1 to 4294967295
                {"type": "uts"}            | {"type": "disk"}                        | linux.namespaces[1].type: unknown namespace disk
                {"type": "uts"}            | {"type": "mount"}                       | linux.namespaces[1]: a second mount namespace
                {"type": "uts"}            | {"type": "uts", "path": "x"}            | linux.namespaces[1].path: "x" is not an absolute path
                "linux": {                 | "linux": {"rootfsPropagation": "up",    | linux.rootfsPropagation: unknown propagation up
                "linux": {                 | "linux": {"maskedPaths": ["proc"],      | linux.maskedPaths[0]: "proc" is not an absolute path
                "linux": {                 | "linux": {"devices": [{"path": "/dev/x", "type": "q"}], | linux.devices[0].type: unknown device type q; c, b, u and p are known
                "linux": {                 | "mounts": [{"type": "proc"}], "linux": { | mounts[0].destination: missing
                "linux": {                 | "hooks": {"prestart": [{"path": "x"}]}, "linux": { | hooks.prestart[0].path: "x" is not an absolute path
                , {"type": "uts"}]         | ], "x": 0}, "hostname": "h", "y": {     | hostname: needs a uts namespace in linux.namespaces
                """)
    void a_wrong_configuration_gets_one_line_naming_the_place(String good, String bad, String message) {
        String document = MINIMAL.replace(good, bad == null ? "" : bad);
        assertThat(document).isNotEqualTo(MINIMAL);

        assertThatThrownBy(() -> read(document))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @Test
    void limits_go_up_to_the_largest_unsigned_number() {
        String limit = "\"rlimits\": [{\"type\": \"RLIMIT_CORE\", \"soft\": 0, \"hard\": 18446744073709551615}]";

        Config config = read(MINIMAL.replace("\"cwd\": \"/\"", "\"cwd\": \"/\", " + limit));

        assertThat(config.process().orElseThrow().rlimits()).containsExactly(new Rlimit("RLIMIT_CORE", 4, 0, -1));
    }

    @Test
    void mappings_are_written_as_the_kernel_reads_them() {
        assertThat(IdMapping.text(java.util.List.of(new IdMapping(0, 100000, 1000), new IdMapping(1000, 1000, 1))))
                .isEqualTo("0 100000 1000\n1000 1000 1\n");
    }

    private static Config read(String document) {
        return Config.read(JsonCursor.parse(document.getBytes(StandardCharsets.UTF_8)));
    }
}

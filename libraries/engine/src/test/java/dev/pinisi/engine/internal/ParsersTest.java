package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.engine.DeviceMapping;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.MountSpec;
import dev.pinisi.engine.PortMapping;
import dev.pinisi.engine.Sizes;
import dev.pinisi.engine.Ulimit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {
    @Test
    void ports_are_read_in_all_their_forms() {
        assertThat(PortParser.parse("80")).isEqualTo(new PortMapping("", 0, 80, 1, "tcp"));
        assertThat(PortParser.parse("8080:80")).isEqualTo(new PortMapping("", 8080, 80, 1, "tcp"));
        assertThat(PortParser.parse("127.0.0.1::53/udp")).isEqualTo(new PortMapping("127.0.0.1", 0, 53, 1, "udp"));
        assertThat(PortParser.parse("0.0.0.0:1-3:11-13")).isEqualTo(new PortMapping("", 1, 11, 3, "tcp"));
        assertThat(PortParser.parse("[::1]:8080:80")).isEqualTo(new PortMapping("::1", 8080, 80, 1, "tcp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "65536", "1-3:1-2", "3-1", "80/icmp", "1:2:3:4", "80:"})
    void wrong_ports_are_refused(String text) {
        assertThatThrownBy(() -> PortParser.parse(text))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("--publish " + text + ": ");
    }

    @Test
    void volumes_are_binds_or_names_or_anonymous() {
        assertThat(MountParser.volume("/src:/dst/:ro,z"))
                .isEqualTo(new MountSpec.Bind("/src", "/dst", List.of("ro", "z")));
        assertThat(MountParser.volume("data:/dst")).isEqualTo(new MountSpec.Volume("data", "/dst", List.of()));
        assertThat(MountParser.volume("/dst")).isEqualTo(new MountSpec.Volume("", "/dst", List.of()));
        assertThat(MountParser.volume(".:/dst"))
                .isEqualTo(new MountSpec.Bind(Path.of("").toAbsolutePath().toString(), "/dst", List.of()));
    }

    @Test
    void mounts_are_read_from_their_fields() {
        assertThat(MountParser.mount("type=bind,src=/a,dst=/b,ro"))
                .isEqualTo(new MountSpec.Bind("/a", "/b", List.of("ro")));
        assertThat(MountParser.mount("type=tmpfs,destination=/t,tmpfs-size=1m,tmpfs-mode=1770"))
                .isEqualTo(new MountSpec.Tmpfs("/t", List.of("size=1m", "mode=1770")));
        assertThat(MountParser.mount("source=v,target=/v,readonly=false"))
                .isEqualTo(new MountSpec.Volume("v", "/v", List.of("rw")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "/a:/b:ro:x", "", ":/b", "../:relative", "we/ird:/x", "/a:/"})
    void wrong_volumes_are_refused(String text) {
        assertThatThrownBy(() -> MountParser.volume(text))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("--volume " + text + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=bind,dst=/b", "type=nfs,dst=/b", "type=tmpfs", "type=tmpfs,dst=/a,colour=blue"})
    void wrong_mounts_are_refused(String text) {
        assertThatThrownBy(() -> MountParser.mount(text)).isInstanceOf(EngineException.class);
    }

    @Test
    void devices_have_a_place_and_permissions() {
        assertThat(DeviceParser.parse("/dev/a")).isEqualTo(new DeviceMapping("/dev/a", "/dev/a", "rwm"));
        assertThat(DeviceParser.parse("/dev/a:r")).isEqualTo(new DeviceMapping("/dev/a", "/dev/a", "r"));
        assertThat(DeviceParser.parse("/dev/a:/dev/b:rw")).isEqualTo(new DeviceMapping("/dev/a", "/dev/b", "rw"));
        assertThatThrownBy(() -> DeviceParser.parse("/dev/a:/dev/b:x")).hasMessageContaining("some of r, w and m");
    }

    @Test
    void limits_have_two_values() {
        assertThat(UlimitParser.parse("nofile=1:2")).isEqualTo(new Ulimit("nofile", 1, 2));
        assertThat(UlimitParser.parse("core=-1")).isEqualTo(new Ulimit("core", -1, -1));
        assertThatThrownBy(() -> UlimitParser.parse("nofile=3:2")).hasMessageContaining("soft limit exceeds");
        assertThatThrownBy(() -> UlimitParser.parse("bogus=1")).hasMessageContaining("no limit bogus");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1k,1024", "64m,67108864", "1.5g,1610612736", "2GiB,2147483648", "3kb,3072", "-1,-1", "10b,10"})
    void sizes_have_units(String text, long bytes) {
        assertThat(Sizes.parse("--memory", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "1x", "one", "99999999999g"})
    void wrong_sizes_are_refused(String text) {
        assertThatThrownBy(() -> Sizes.parse("--memory", text)).hasMessageStartingWith("--memory " + text + ": ");
    }
}

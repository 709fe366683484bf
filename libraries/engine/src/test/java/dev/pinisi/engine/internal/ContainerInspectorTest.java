package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.engine.ContainerSpecBuilder;
import dev.pinisi.json.JsonCursor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of podman and Docker read of {@code inspect}. */
class ContainerInspectorTest {
    @TempDir
    Path directory;

    private JsonCursor inspect(ContainerSpecBuilder spec) throws IOException {
        return JsonCursor.of(new Harness(directory, "true")
                .create(Samples.ID, "one", spec.network("none"))
                .inspect());
    }

    @Test
    void mounts_are_shown_as_they_are_mounted() throws IOException {
        JsonCursor all =
                inspect(Samples.spec().volume("/tmp:/t:ro").volume("data:/v").tmpfs("/x:size=1m"));
        JsonCursor bind = all.field("Mounts").elements().get(0);
        assertThat(bind.field("Options").strings()).containsExactly("rbind");
        assertThat(bind.field("RW").boolOr(true)).isFalse();
        assertThat(bind.field("Propagation").string()).isEqualTo("rprivate");
        JsonCursor volume = all.field("Mounts").elements().get(1);
        assertThat(volume.field("Name").string()).isEqualTo("data");
        assertThat(volume.field("Options").strings()).containsExactly("rbind", "nosuid", "nodev");
        JsonCursor host = all.field("HostConfig");
        assertThat(host.field("Binds").strings())
                .containsExactly("/tmp:/t:ro,rprivate,rbind", "data:/v:rprivate,rbind,nosuid,nodev");
        assertThat(host.field("Tmpfs").field("/x").string()).startsWith("size=1m,nosuid,nodev");
    }

    @Test
    void an_init_is_part_of_the_command_line() throws IOException {
        JsonCursor all = inspect(Samples.spec().init("pinisi-init"));
        assertThat(all.field("Path").string()).isEqualTo("/run/podman-init");
        assertThat(all.field("Args").strings()).startsWith("--");
        assertThat(all.field("HostConfig").field("Init").boolOr(false)).isTrue();
        assertThat(all.field("Config").field("Annotations").stringMap())
                .containsEntry("io.podman.annotations.init", "TRUE");
    }

    @Test
    void the_stop_signal_has_its_name() throws IOException {
        assertThat(inspect(Samples.spec().stopSignal(10))
                        .field("Config")
                        .field("StopSignal")
                        .string())
                .isEqualTo("SIGUSR1");
    }
}

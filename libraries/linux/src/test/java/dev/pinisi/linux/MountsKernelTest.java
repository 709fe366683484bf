package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountsKernelTest {
    private final Mounts mounts = Mounts.system();

    @TempDir
    private Path directory;

    private Path base;
    private Path target;

    @BeforeEach
    void aTmpfsOfOurOwn() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mounting needs root");
        base = Files.createDirectory(directory.resolve("base"));
        mounts.tmpfs(base, "mode=0700,size=1m");
        mounts.propagation(base, Propagation.PRIVATE);
        target = Files.createDirectory(base.resolve("target"));
    }

    @AfterEach
    void unmount() {
        mounts.unmount(target);
        mounts.unmount(base);
    }

    @Test
    void an_overlay_shows_its_layers_and_keeps_changes_in_the_upper_one() throws IOException {
        OverlayMount overlay = overlay(layers(3, "layer"));
        assertThat(NewMountApi.overlay(overlay, target)).isTrue();
        assertOverlayWorks();
    }

    @Test
    void the_classic_call_does_the_same() throws IOException {
        ClassicOverlay.mount(overlay(layers(3, "layer")), target);
        assertOverlayWorks();
    }

    @Test
    void kernels_whose_overlayfs_does_not_take_part_in_the_new_calls_get_the_classic_one() {
        assertThat(NewMountApi.isOld("5.14.0-503.el9.x86_64")).isTrue();
        assertThat(NewMountApi.isOld("6.1.0-56-cloud-amd64")).isTrue();
        assertThat(NewMountApi.isOld("6.4.16")).isTrue();
        assertThat(NewMountApi.isOld("6.5-rc1")).isFalse();
        assertThat(NewMountApi.isOld("6.12.0")).isFalse();
        assertThat(NewMountApi.isOld("10.0")).isFalse();
        assertThat(NewMountApi.isOld("unknown")).isFalse();
    }

    @Test
    void a_hundred_and_twenty_layers_with_long_names_fit_both_ways() throws IOException {
        OverlayMount overlay = overlay(layers(120, "x".repeat(100)));
        ClassicOverlay.mount(overlay, target);
        assertThat(target.resolve("f119")).exists();
        mounts.unmount(target);
        mounts.overlay(overlay, target);
        assertThat(target.resolve("f119")).exists();
    }

    @Test
    void names_that_mean_something_in_options_are_taken_as_they_are() throws IOException {
        OverlayMount overlay = overlay(layers(2, "a:b,c"));
        ClassicOverlay.mount(overlay, target);
        assertOverlayWorks();
        mounts.unmount(target);
        mounts.overlay(overlay, target);
        assertThat(target.resolve("f1")).exists();
    }

    @Test
    void the_kernels_own_words_are_in_the_message() throws IOException {
        OverlayMount overlay = new OverlayMount(layers(1, "layer"), Optional.empty(), List.of("flavour=sweet"));
        assertThatThrownBy(() -> mounts.overlay(overlay, target))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContaining("Unknown parameter 'flavour'");
    }

    @Test
    void a_missing_layer_is_an_error_of_the_mount() {
        OverlayMount overlay = new OverlayMount(List.of(base.resolve("missing"), base), Optional.empty(), List.of());
        assertThatThrownBy(() -> mounts.overlay(overlay, target))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void a_bind_mount_is_seen_made_read_only_and_taken_away() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "text");
        Path place = Files.createFile(base.resolve("place"));
        assertThat(mounts.isMountPoint(place)).isFalse();
        mounts.bind(file, place);
        assertThat(mounts.isMountPoint(place)).isTrue();
        mounts.makeReadOnly(place);
        assertThatThrownBy(() -> Files.writeString(place, "other")).isInstanceOf(IOException.class);
        assertThat(mounts.unmount(place)).isTrue();
        assertThat(mounts.unmount(place)).isFalse();
        assertThat(mounts.unmount(base.resolve("missing"))).isFalse();
        assertThat(mounts.isMountPoint(base.resolve("missing"))).isFalse();
    }

    private void assertOverlayWorks() throws IOException {
        assertThat(mounts.isMountPoint(target)).isTrue();
        assertThat(Files.readString(target.resolve("same"))).isEqualTo("0");
        Files.writeString(target.resolve("new"), "new");
        assertThat(base.resolve("upper/new")).hasContent("new");
    }

    private OverlayMount overlay(List<Path> lowers) throws IOException {
        Path upper = Files.createDirectory(base.resolve("upper"));
        Path work = Files.createDirectory(base.resolve("work"));
        return new OverlayMount(
                lowers, Optional.of(new OverlayMount.Writable(upper, work)), List.of("metacopy=off", "userxattr"));
    }

    /** Each layer has a file of its own, and one that is in all of them: the first layer's is seen. */
    private List<Path> layers(int count, String name) throws IOException {
        List<Path> layers = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Path layer = Files.createDirectory(base.resolve(name + index));
            Files.writeString(layer.resolve("same"), Integer.toString(index));
            Files.createFile(layer.resolve("f" + index));
            layers.add(layer);
        }
        return layers;
    }
}

package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverOptionsTest {
    private final StoreOptions options = StoreOptions.of(Path.of("/a"), Path.of("/b"));

    private void refused(String option, String... words) {
        assertThatThrownBy(() -> options.withDriverOptions(List.of(option)))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.INVALID))
                .hasMessageContainingAll(words);
    }

    @Test
    void what_is_unknown_or_unsafe_is_refused_by_name() {
        refused("overlay.colour=red", "overlay.colour=red", "mount_program, mountopt and size");
        refused("overlay.mountopt=lowerdir=/etc", "lowerdir=/etc", "metacopy=on");
        refused("overlay.mount_program=fuse-overlayfs", "absolute path");
        refused("overlay.size=much", "\"much\"", "10G");
    }

    @Test
    void what_podmans_users_write_is_taken() {
        options.withDriverOptions(List.of(
                "overlay.mountopt=nodev,metacopy=on", "overlay.size=1.5g", "size=10GiB", ".skip_mount_home=true"));
        options.withDriverOptions(
                List.of("overlay.mount_program=/usr/bin/fuse-overlayfs", "overlay.mountopt=nodev,fsync=0"));
    }
}

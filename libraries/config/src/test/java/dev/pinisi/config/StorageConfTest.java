package dev.pinisi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageConfTest {
    @TempDir
    private Path directory;

    private StorageConf read(String text) throws IOException {
        return StorageConf.read(Files.writeString(directory.resolve("storage.conf"), text));
    }

    @Test
    void driver_and_options_are_read_the_narrower_table_last() throws IOException {
        StorageConf conf = read("""
                [storage]
                driver = "overlay"
                runroot = "/run/containers/storage"
                graphroot = "/var/lib/containers/storage"
                [storage.options]
                size = "1G"
                mountopt = "nodev"
                [storage.options.overlay]
                mountopt = "nodev,metacopy=on"
                ignore_chown_errors = "false"
                [storage.options.btrfs]
                size = "2G"
                """);
        assertThat(conf.driver()).hasValue("overlay");
        assertThat(conf.options())
                .containsExactly(
                        "overlay.mountopt=nodev",
                        "overlay.size=1G",
                        "overlay.mountopt=nodev,metacopy=on",
                        "btrfs.size=2G");
    }

    @Test
    void an_empty_driver_is_none_and_a_missing_file_says_nothing() throws IOException {
        assertThat(read("[storage]\ndriver = \"\"\n").driver()).isEmpty();
        assertThat(StorageConf.read(directory.resolve("none")).options()).isEmpty();
    }

    @Test
    void a_wrong_file_is_named() {
        assertThatThrownBy(() -> read("[storage\ndriver = \"overlay\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("storage.conf");
    }
}

package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container's changes as the archive of a layer, and that archive as a layer of the store. */
class DiffKernelTest {
    private static final byte[] BASE = new TarBuilder()
            .directory(".", 0755)
            .directory("etc", 0755)
            .file("etc/kept", "kept")
            .file("etc/gone", "gone")
            .directory("again", 0755)
            .file("again/old", "old")
            .directory("away", 0755)
            .file("away/x", "x")
            .file("file", "becomes a directory")
            .directory("directory", 0755)
            .file("directory/in", "becomes a file")
            .build();

    @RegisterExtension
    final TestStores stores = new TestStores();

    private RootFilesystem container(Store store) throws IOException {
        Digest image = TestImage.of(BASE).storeIn(store, "docker.io/library/i:1");
        return store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(image).orElseThrow()));
    }

    /** All that an archive can hold, and all that a layer can take away. */
    private static void change(Path root) throws IOException {
        Files.delete(root.resolve("etc/gone"));
        TestStores.remove(root.resolve("away"));
        TestStores.remove(root.resolve("again"));
        Files.createDirectory(root.resolve("again"));
        Files.writeString(root.resolve("again/new"), "new");
        Files.delete(root.resolve("file"));
        Files.createDirectories(root.resolve("file/deep"));
        TestStores.remove(root.resolve("directory"));
        Files.writeString(root.resolve("directory"), "a file");
        Files.write(root.resolve("big"), new byte[300_000]);
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc/passwd"));
        Files.createLink(root.resolve("second"), root.resolve("big"));
        Files.writeString(root.resolve("n".repeat(200)), "a long name");
        Files.createSymbolicLink(root.resolve("far"), Path.of("l".repeat(300)));
        try (Directory directory = Directory.open(root)) {
            directory.makeNode(bytes("pipe"), FileStatus.FIFO | 0640, 0, 0);
            directory.makeNode(bytes("null"), FileStatus.CHARACTER_DEVICE | 0666, 1, 3);
            directory.setOwner(bytes("big"), 1000, 3_000_000);
            directory.setMode(bytes("big"), 04711);
            directory.setXattr(bytes("big"), bytes("user.key"), new byte[] {1, 0, 10});
            directory.setTime(bytes("pipe"), -5, 250_000_000);
            directory.setTime(bytes("again"), 1_600_000_000, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "vfs"})
    void the_changes_as_a_layer_over_the_image_give_the_same_files(String driver) throws IOException {
        Store store = Store.open(stores.options().withDriver(driver));
        RootFilesystem changed = container(store);
        change(changed.mount());
        Digest diff;
        RootFilesystem again;
        try (NewImage image = store.images().newDestination();
                InputStream tar = changed.openDiff()) {
            diff = image.addLayer(tar).diffId();
            again = store.rootFilesystems()
                    .create(new RootFilesystemSpec(
                            "d", Optional.empty(), List.of(changed.layers().get(0), diff)));
        }
        assertThat(listing(again.mount())).isEqualTo(listing(changed.path()));
        assertThat(store.layers().damage(diff)).isEmpty();
        try (InputStream first = changed.openDiff();
                InputStream second = store.layers().openTar(diff)) {
            assertThat(first.readAllBytes()).isEqualTo(second.readAllBytes());
        }
    }

    @Test
    void another_mode_of_the_root_directory_is_a_change_too() throws IOException {
        Store store = stores.open();
        RootFilesystem changed = container(store);
        Path root = changed.mount();
        assertThat(names(changed)).isEmpty();
        try (Directory directory = Directory.open(root)) {
            directory.setMode(new byte[] {'.'}, 0700);
        }
        assertThat(names(changed)).containsExactly("./");
    }

    @Test
    void gnu_tar_reads_what_was_deleted_as_whiteouts() throws Exception {
        RootFilesystem changed = container(stores.open());
        change(changed.mount());
        assertThat(names(changed))
                .contains("etc/", "etc/.wh.gone", ".wh.away", "again/", "again/new", "again/.wh.old", "file/deep/")
                .doesNotContain("etc/kept");
    }

    @Test
    void a_broken_archive_leaves_no_layer() throws IOException {
        Store store = stores.open();
        byte[] cut = new TarBuilder().file("a", "content").cut();
        try (NewImage image = store.images().newDestination()) {
            byte[] half = Arrays.copyOf(cut, cut.length - 700);
            assertThatThrownBy(() -> image.addLayer(new ByteArrayInputStream(half)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("truncated");
        }
        assertThat(store.layers().list()).isEmpty();
        assertThat(store.check(true)).isEmpty();
    }

    @Test
    void a_layer_that_no_image_came_to_use_goes_with_the_session() throws IOException {
        Store store = stores.open();
        try (NewImage image = store.images().newDestination()) {
            Digest layer = image.addLayer(new ByteArrayInputStream(BASE)).diffId();
            assertThat(layer).isEqualTo(Digest.sha256(BASE));
            assertThat(store.layers().contains(layer)).isTrue();
        }
        assertThat(store.layers().list()).isEmpty();
    }

    /** Without the root directory itself, whose time alone is no change. */
    private static SortedMap<String, String> listing(Path root) {
        SortedMap<String, String> lines = TreeListing.of(root);
        lines.remove(".");
        return lines;
    }

    /** The names in the archive of the changes, as GNU tar lists them. */
    private static List<String> names(RootFilesystem changed) throws IOException {
        Process tar =
                new ProcessBuilder("tar", "tf", "-").redirectErrorStream(true).start();
        try (InputStream diff = changed.openDiff();
                var in = tar.getOutputStream()) {
            diff.transferTo(in);
        }
        return new ArrayList<>(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

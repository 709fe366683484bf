package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.linux.Mounts;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every driver does. */
abstract class RootFilesystemContract {
    private static final byte[] BASE = new TarBuilder()
            .directory(".", 0751)
            .directory("etc", 0755)
            .file("etc/a", "base a")
            .file("etc/b", "base b")
            .directory("gone", 0755)
            .file("gone/x", "x")
            .directory("fresh", 0700)
            .file("fresh/old", "old")
            .file("bin", 04755, TarBuilder.bytes("#!"))
            .hardLink("link", "bin")
            .build();
    private static final byte[] TOP = new TarBuilder()
            .file("etc/a", "top a")
            .file("etc/.wh.b", "")
            .file(".wh.gone", "")
            .directory("fresh", 0711)
            .file("fresh/.wh..wh..opq", "")
            .file("fresh/new", "new")
            .build();

    @RegisterExtension
    final TestStores stores = new TestStores();

    abstract String driver();

    @BeforeEach
    void requireDriver() {
        try {
            open().rootFilesystems().driver();
        } catch (StorageException e) {
            assumeTrue(false, "skipped: " + e.getMessage());
        }
    }

    Store open() {
        return Store.open(stores.options().withDriver(driver()));
    }

    private RootFilesystem create(Store store, String id) throws IOException {
        Digest image = TestImage.of(BASE, TOP).storeIn(store, "docker.io/library/i:1");
        return store.rootFilesystems()
                .create(RootFilesystemSpec.of(id, store.images().find(image).orElseThrow()));
    }

    @Test
    void a_mounted_root_shows_the_layers_merged() throws IOException {
        Path root = create(open(), "c").mount();
        assertThat(root.resolve("etc/a")).hasContent("top a");
        assertThat(root.resolve("etc/b")).doesNotExist();
        assertThat(root.resolve("gone")).doesNotExist();
        assertThat(root.resolve("fresh/new")).hasContent("new");
        assertThat(root.resolve("fresh/old")).doesNotExist();
        assertThat(TreeListing.of(root).keySet())
                .containsExactly(".", "bin", "etc", "etc/a", "fresh", "fresh/new", "link");
        assertThat(TreeListing.of(root).get("bin"))
                .startsWith("104755 0:0 1600000000.0")
                .endsWith(" = bin");
        assertThat(TreeListing.of(root).get(".")).startsWith("40751 0:0 1600000000.0");
        assertThat(TreeListing.of(root).get("fresh")).startsWith("40711 0:0 1600000000.0");
    }

    @Test
    void changes_stay_after_unmounting_and_do_not_reach_the_image() throws IOException {
        Store store = open();
        RootFilesystem first = create(store, "first");
        Path root = first.mount();
        Files.writeString(root.resolve("etc/a"), "changed");
        Files.delete(root.resolve("fresh/new"));
        first.unmount();
        assertThat(first.isMounted()).isFalse();
        assertThat(open().rootFilesystems().find("first").orElseThrow().mount().resolve("etc/a"))
                .hasContent("changed");
        assertThat(root.resolve("fresh/new")).doesNotExist();
        assertThat(create(store, "second").mount().resolve("etc/a")).hasContent("top a");
        for (Digest layer : first.layers()) {
            assertThat(store.layers().verify(layer)).isTrue();
        }
    }

    @Test
    void mounting_and_unmounting_twice_is_the_same_as_once() throws IOException {
        RootFilesystem rootfs = create(open(), "c");
        assertThat(rootfs.mount()).isEqualTo(rootfs.mount());
        rootfs.unmount();
        assertThat(Mounts.system().isMountPoint(rootfs.path())).isFalse();
        rootfs.unmount();
    }

    @Test
    void it_works_again_when_the_run_directory_is_gone_as_after_a_reboot() throws IOException {
        RootFilesystem rootfs = create(open(), "c");
        Files.writeString(rootfs.mount().resolve("mine"), "kept");
        rootfs.unmount();
        TestStores.remove(stores.options().runRoot());
        RootFilesystem again = open().rootFilesystems().find("c").orElseThrow();
        assertThat(again.isMounted()).isFalse();
        assertThat(again.mount().resolve("mine")).hasContent("kept");
    }

    @Test
    void deleting_takes_a_mounted_root_in_use_and_leaves_nothing() throws IOException {
        Store store = open();
        RootFilesystem rootfs = create(store, "c");
        Path file = rootfs.mount().resolve("open");
        try (OutputStream inUse = Files.newOutputStream(file)) {
            store.rootFilesystems().delete("c");
            inUse.write(1);
        }
        assertThat(rootfs.path()).doesNotExist();
        assertThat(store.rootFilesystems().list()).isEmpty();
        assertThat(stores.options().root().resolve("containers/c")).doesNotExist();
        assertThat(store.check(true)).isEmpty();
        store.rootFilesystems().delete("c");
    }

    @Test
    void deleting_leaves_what_others_keep_of_the_container() throws IOException {
        Store store = open();
        create(store, "c");
        Path other = stores.options().root().resolve("containers/c/container.json");
        Files.writeString(other, "{}");
        store.rootFilesystems().delete("c");
        assertThat(other).exists();
        assertThat(store.rootFilesystems().list()).isEmpty();
    }

    @Test
    void a_half_deleted_root_can_be_deleted() throws IOException {
        Store store = open();
        RootFilesystem rootfs = create(store, "c");
        rootfs.mount();
        Files.delete(stores.options().root().resolve("containers/c/rootfs/rootfs.json"));
        store.rootFilesystems().delete("c");
        assertThat(rootfs.path()).doesNotExist();
        assertThat(store.check(false)).isEmpty();
    }

    @Test
    void an_ephemeral_root_can_be_mounted_again_and_again() throws IOException {
        Store store = open();
        Digest image = TestImage.of(BASE, TOP).storeIn(store);
        RootFilesystem rootfs = store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(image).orElseThrow())
                        .asEphemeral());
        Files.writeString(rootfs.mount().resolve("mine"), "kept");
        rootfs.unmount();
        assertThat(open().rootFilesystems().find("c").orElseThrow().mount().resolve("mine"))
                .hasContent("kept");
    }

    @Test
    void a_second_root_of_one_container_is_refused() throws IOException {
        Store store = open();
        create(store, "c");
        assertThatThrownBy(() -> create(store, "c"))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.ALREADY_EXISTS));
    }

    @Test
    void a_missing_layer_is_named() throws IOException {
        Store store = open();
        Digest absent = Digest.sha256(new byte[] {1});
        assertThatThrownBy(() ->
                        store.rootFilesystems().create(new RootFilesystemSpec("c", Optional.empty(), List.of(absent))))
                .hasMessageContaining("the layer " + absent + " is not in the store");
        assertThat(store.rootFilesystems().list()).isEmpty();
    }

    @Test
    void an_image_without_layers_makes_an_empty_root() throws IOException {
        Store store = open();
        RootFilesystem rootfs =
                store.rootFilesystems().create(new RootFilesystemSpec("c", Optional.empty(), List.of()));
        Files.writeString(rootfs.mount().resolve("f"), "x");
        assertThat(rootfs.path().resolve("f")).exists();
    }

    @Test
    void a_hundred_layers_can_be_mounted() throws IOException {
        Store store = open();
        byte[][] layers = new byte[100][];
        for (int i = 0; i < layers.length; i++) {
            layers[i] =
                    new TarBuilder().file("f" + i, "" + i).file("last", "" + i).build();
        }
        Digest image = TestImage.of(layers).storeIn(store);
        Path root = store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(image).orElseThrow()))
                .mount();
        assertThat(root.resolve("last")).hasContent("99");
        assertThat(root.resolve("f0")).hasContent("0");
    }

    @Test
    void directories_that_a_layer_only_implies_keep_the_attributes_from_below() throws IOException {
        Store store = open();
        byte[] base = new TarBuilder()
                .owner(5, 6)
                .directory("tmp", 01777)
                .directory("a", 0700)
                .directory("a/b", 0750)
                .build();
        byte[] top = new TarBuilder().file("tmp/f", "1").file("a/b/c/f", "2").build();
        Digest image = TestImage.of(base, top).storeIn(store);
        Path root = store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(image).orElseThrow()))
                .mount();
        assertThat(TreeListing.of(root).get("tmp")).startsWith("41777 5:6 1600000000.0");
        assertThat(TreeListing.of(root).get("a")).startsWith("40700 5:6 1600000000.0");
        assertThat(TreeListing.of(root).get("a/b")).startsWith("40750 5:6 1600000000.0");
        assertThat(TreeListing.of(root).get("a/b/c")).startsWith("40755 0:0");
        assertThat(root.resolve("a/b/c/f")).hasContent("2");
    }
}

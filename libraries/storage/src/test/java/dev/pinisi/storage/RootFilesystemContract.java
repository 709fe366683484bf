package dev.pinisi.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.Mounts;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.RootFilesystem.Change.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
    final TestStores stores = new TestStores(this::place);

    abstract String driver();

    /** Where stores are made: decides about their file system. */
    Path place() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** How many containers are made of one image, and half as many layers; many where that is cheap. */
    int containers() {
        return 20;
    }

    /** Where the IDs of the host begin that files may get; users from here on, groups from twice that. */
    int hostIds() {
        return 100000;
    }

    List<String> driverOptions() {
        return List.of();
    }

    @BeforeEach
    void requireDriver() {
        try {
            open().rootFilesystems().driver();
        } catch (StorageException e) {
            assumeTrue(false, "skipped: " + e.getMessage());
        }
    }

    Store open() {
        return Store.open(stores.options().withDriver(driver()).withDriverOptions(driverOptions()));
    }

    private RootFilesystem create(Store store, String id) throws IOException {
        return create(store, id, BASE, TOP);
    }

    static RootFilesystem create(Store store, String id, byte[]... layers) throws IOException {
        return store.rootFilesystems().create(spec(store, id, layers));
    }

    static RootFilesystemSpec spec(Store store, String id, byte[]... layers) throws IOException {
        Digest image = TestImage.of(layers).storeIn(store, "docker.io/library/i:1");
        return RootFilesystemSpec.of(id, store.images().find(image).orElseThrow());
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
            assertThat(store.layers().damage(layer)).isEmpty();
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
    void many_layers_can_be_mounted() throws IOException {
        Store store = open();
        byte[][] layers = new byte[containers() / 2][];
        for (int i = 0; i < layers.length; i++) {
            layers[i] =
                    new TarBuilder().file("f" + i, "" + i).file("last", "" + i).build();
        }
        Digest image = TestImage.of(layers).storeIn(store);
        Path root = store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(image).orElseThrow()))
                .mount();
        assertThat(root.resolve("last")).hasContent("" + (layers.length - 1));
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

    @Test
    void changes_are_told_as_added_changed_and_deleted() throws IOException {
        Store store = open();
        byte[] layer = new TarBuilder()
                .directory("d", 0755)
                .file("d/keep", "1")
                .file("d/change", "2")
                .file("d/delete", "3")
                .directory("same", 0755)
                .file("same/file", "4")
                .build();
        RootFilesystem rootfs = create(store, "c", layer);
        assertThat(rootfs.changes()).isEmpty();
        Path root = rootfs.mount();
        assertThat(rootfs.changes()).isEmpty();
        Files.writeString(root.resolve("d/change"), "22");
        Files.delete(root.resolve("d/delete"));
        Files.createDirectory(root.resolve("new"));
        Files.writeString(root.resolve("new/file"), "n");
        List<Change> expected = List.of(
                new Change(Kind.CHANGED, "/d"),
                new Change(Kind.CHANGED, "/d/change"),
                new Change(Kind.DELETED, "/d/delete"),
                new Change(Kind.ADDED, "/new"),
                new Change(Kind.ADDED, "/new/file"));
        assertThat(rootfs.changes()).isEqualTo(expected);
        assertThat(rootfs.changedSize()).isPositive();
        rootfs.unmount();
        assertThat(rootfs.changes()).isEqualTo(expected);
        assertThat(rootfs.isMounted()).isFalse();
    }

    @Test
    void a_directory_made_anew_or_moved_hides_what_the_image_had() throws IOException {
        byte[] layer = new TarBuilder()
                .directory("a", 0755)
                .file("a/x", "1")
                .file("a/y", "2")
                .directory("m", 0755)
                .directory("m/n", 0755)
                .file("m/n/z", "3")
                .build();
        RootFilesystem rootfs = create(open(), "c", layer);
        Path root = rootfs.mount();
        TestStores.remove(root.resolve("a"));
        Files.createDirectory(root.resolve("a"));
        Files.writeString(root.resolve("a/y"), "new");
        move(root.resolve("m"), root.resolve("moved"));
        rootfs.unmount();
        assertThat(rootfs.mount().resolve("a/x")).doesNotExist();
        assertThat(root.resolve("moved/n/z")).hasContent("3");
        assertThat(rootfs.changes())
                .containsExactly(
                        new Change(Kind.CHANGED, "/a"),
                        new Change(Kind.DELETED, "/a/x"),
                        new Change(Kind.CHANGED, "/a/y"),
                        new Change(Kind.DELETED, "/m"),
                        new Change(Kind.ADDED, "/moved"),
                        new Change(Kind.ADDED, "/moved/n"),
                        new Change(Kind.ADDED, "/moved/n/z"));
    }

    /** As mv does: directories of a lower layer cannot be renamed everywhere. */
    private static void move(Path from, Path to) throws IOException {
        try {
            assertThat(new ProcessBuilder("mv", from.toString(), to.toString())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void changed_files_can_be_read_through_their_changes() throws IOException {
        RootFilesystem rootfs = create(open(), "c");
        Path root = rootfs.mount();
        Files.writeString(root.resolve("etc/a"), "changed");
        // with metacopy only its attributes are copied up
        Files.setAttribute(root.resolve("fresh/new"), "unix:mode", 0600);
        Map<String, String> found = new TreeMap<>();
        rootfs.visitChanges(new ChangeVisitor() {
            @Override
            public void present(Kind kind, byte[] path, Directory parent, byte[] name, FileStatus status) {
                if (status.isRegular()) {
                    byte[] content = new byte[(int) status.size()];
                    try (OpenFile file = parent.openFile(name)) {
                        file.read(0, content, 0, content.length);
                    }
                    String mode = Integer.toOctalString(status.mode() & 07777);
                    found.put(new String(path, UTF_8), mode + " " + new String(content, UTF_8));
                }
            }

            @Override
            public void deleted(byte[] path) {
                found.put(new String(path, UTF_8), "deleted");
            }
        });
        assertThat(found).containsOnly(entry("etc/a", "644 changed"), entry("fresh/new", "600 new"));
    }

    @Test
    void hard_links_sparse_files_devices_and_attributes_are_those_of_the_image() throws IOException {
        byte[] sparse = new byte[8 << 20];
        sparse[sparse.length - 1] = 1;
        byte[] base = new TarBuilder()
                .file("f", "content")
                .hardLink("g", "f")
                .file("sparse", 0640, sparse)
                .build();
        RootFilesystem rootfs =
                create(open(), "c", base, new TarBuilder().file("other", "").build());
        Path root = rootfs.mount();
        assertThat(Files.getAttribute(root.resolve("f"), "unix:ino"))
                .isEqualTo(Files.getAttribute(root.resolve("g"), "unix:ino"));
        assertThat(Files.getAttribute(root.resolve("f"), "unix:nlink")).isEqualTo(2);
        assertThat(Files.readAllBytes(root.resolve("sparse"))).isEqualTo(sparse);
        assertThat(TreeListing.of(root).get("sparse")).startsWith("100640 0:0 1600000000.0");
    }

    @Test
    void a_root_whose_maker_died_before_its_end_can_be_mounted_and_deleted() throws IOException {
        Store store = open();
        RootFilesystem rootfs = create(store, "c");
        Path directory = stores.options().root().resolve("containers/c/rootfs");
        for (String draft : List.of("copying", "drafting")) {
            Files.createDirectories(directory.resolve(draft).resolve("etc"));
            Files.writeString(directory.resolve(draft).resolve("etc/a"), "half");
        }
        assertThat(rootfs.mount().resolve("etc/a")).hasContent("top a");
        store.rootFilesystems().delete("c");
        assertThat(store.check(true)).isEmpty();
        assertThat(stores.options().root().resolve("staging")).isEmptyDirectory();
    }

    @Test
    void many_containers_of_one_image_come_and_go() throws IOException {
        Store store = open();
        RootFilesystemSpec first = spec(store, "c0", BASE, TOP);
        for (int i = 0; i < containers(); i++) {
            RootFilesystemSpec spec = new RootFilesystemSpec("c" + i, first.image(), first.layers());
            Path root = store.rootFilesystems().create(spec.asEphemeral()).mount();
            Files.writeString(root.resolve("mine"), "c" + i);
        }
        assertThat(store.rootFilesystems().list()).hasSize(containers());
        for (int i = 0; i < containers(); i++) {
            assertThat(store.rootFilesystems()
                            .find("c" + i)
                            .orElseThrow()
                            .path()
                            .resolve("mine"))
                    .hasContent("c" + i);
            store.rootFilesystems().delete("c" + i);
        }
        assertThat(store.images().remove(first.image().orElseThrow()).layers()).hasSize(2);
        assertThat(store.check(true)).isEmpty();
        assertThat(stores.options().root().resolve("containers")).isEmptyDirectory();
        assertThat(stores.options().root().resolve("staging")).isEmptyDirectory();
    }

    @Test
    void mapped_owners_show_as_the_hosts_and_changes_tell_the_containers() throws IOException {
        byte[] layer = new TarBuilder()
                .directory(".", 0755)
                .owner(5, 6)
                .file("suid", 04755, TarBuilder.bytes("#!"))
                .hardLink("link", "suid")
                .directory("d", 01777)
                .build();
        Store store = open();
        int user = hostIds();
        int group = 2 * hostIds();
        IdMappings mappings = new IdMappings(
                List.of(new IdMappings.Range(0, user, 1000)), List.of(new IdMappings.Range(0, group, 1000)));
        RootFilesystemSpec spec =
                spec(store, "c", layer, new TarBuilder().file("top", "t").build());
        RootFilesystem rootfs = store.rootFilesystems().create(spec.withMappings(mappings));
        Path root = mountMapped(rootfs);
        assertThat(TreeListing.of(root).get(".")).startsWith("40755 " + user + ":" + group + " ");
        assertThat(TreeListing.of(root).get("suid"))
                .startsWith("104755 " + (user + 5) + ":" + (group + 6) + " 1600000000.0");
        assertThat(TreeListing.of(root).get("d"))
                .startsWith("41777 " + (user + 5) + ":" + (group + 6) + " 1600000000.0");
        assertThat(TreeListing.of(root).get("top")).startsWith("100644 " + user + ":" + group + " ");
        assertThat(rootfs.changes()).isEmpty();
        Files.writeString(root.resolve("d/new"), "n");
        Files.setAttribute(root.resolve("d/new"), "unix:uid", user + 7);
        Files.setAttribute(root.resolve("d/new"), "unix:gid", group + 8);
        Files.writeString(root.resolve("top"), "changed");
        Map<String, String> owners = new TreeMap<>();
        rootfs.visitChanges(new ChangeVisitor() {
            @Override
            public void present(Kind kind, byte[] path, Directory parent, byte[] name, FileStatus status) {
                owners.put(new String(path, UTF_8), status.uid() + ":" + status.gid());
            }

            @Override
            public void deleted(byte[] path) {
                owners.put(new String(path, UTF_8), "deleted");
            }
        });
        assertThat(owners).containsOnly(entry("d", "5:6"), entry("d/new", "7:8"), entry("top", "0:0"));
        rootfs.unmount();
        assertThat(TreeListing.of(rootfs.mount()).get("d/new"))
                .startsWith("100644 " + (user + 7) + ":" + (group + 8) + " ");
        store.rootFilesystems().delete("c");
        assertThat(stores.options().runRoot().resolve("rootfs")).isEmptyDirectory();
        assertThat(store.check(true)).isEmpty();
    }

    private static Path mountMapped(RootFilesystem rootfs) {
        try {
            return rootfs.mount();
        } catch (StorageException e) {
            assumeTrue(e.kind() != StorageException.Kind.UNSUPPORTED, "skipped: " + e.getMessage());
            throw e;
        }
    }

    @Test
    void a_limit_holds_or_is_refused_with_the_reason() throws IOException {
        Store store = open();
        RootFilesystemSpec spec = spec(store, "c", BASE, TOP).withSize(4 << 20);
        RootFilesystem rootfs;
        try {
            rootfs = store.rootFilesystems().create(spec);
        } catch (StorageException e) {
            assertThat(e.kind()).isEqualTo(StorageException.Kind.UNSUPPORTED);
            assertThat(e).hasMessageContaining("limit the size of").hasMessageContaining("; use ");
            assertThat(store.rootFilesystems().list()).isEmpty();
            return;
        }
        Path root = rootfs.mount();
        byte[] random = new byte[16 << 20];
        new Random(1).nextBytes(random);
        assertThatThrownBy(() -> writeDurably(root.resolve("large"), random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("quota");
        Files.delete(root.resolve("large"));
        Files.writeString(root.resolve("small"), "fits");
        store.rootFilesystems().delete("c");
        assertThat(store.check(true)).isEmpty();
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }
}

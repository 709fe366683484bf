package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files into and out of a tree that is not to be trusted. */
class FileTreeKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private static FileTree tree(Path root) {
        return new FileTree(Directory.open(root), Map.of());
    }

    private static byte[] pack(FileTree tree, String path, String name) throws IOException {
        try (InputStream tar = tree.pack(tree.find(path).orElseThrow(), name, Set.of())) {
            return tar.readAllBytes();
        }
    }

    private static void unpack(FileTree tree, String path, byte[] tar, UnpackOptions options) {
        tree.unpack(tree.find(path).orElseThrow(), new ByteArrayInputStream(tar), options);
    }

    @Test
    void gnu_tar_unpacks_the_same_files() throws Exception {
        Path from = stores.directory("from");
        Path to = stores.directory("to");
        run("cd " + from + " && mkdir -p a/b && echo x >a/b/f && ln a/b/f a/g && ln -s b/f a/l && mkfifo a/p"
                + " && truncate -s 200000 a/hole && touch -d 2001-02-03T04:05:06.789 a/b && chown 5:3000000 a/g"
                + " && mknod a/c c 1 3 && echo l >a/" + "l".repeat(150) + " && chmod 2750 a/b");
        try (FileTree tree = tree(from)) {
            byte[] tar = pack(tree, "/a", "a");
            Process unpack = new ProcessBuilder("tar", "-C", to.toString(), "-xpf", "-").start();
            try (var in = unpack.getOutputStream()) {
                in.write(tar);
            }
            assertThat(unpack.waitFor()).isZero();
        }
        assertThat(TreeListing.of(to.resolve("a"))).isEqualTo(TreeListing.of(from.resolve("a")));
    }

    @Test
    void what_is_packed_and_unpacked_is_the_same_again() throws Exception {
        Path from = stores.directory("from");
        Path to = stores.directory("to");
        run("cd " + from + " && mkdir -p d/e && echo 1 >d/e/f && ln d/e/f d/g && ln -s nowhere d/l"
                + " && chmod 4755 d/g && mkfifo -m 666 d/p && touch -d 2001-02-03T04:05:06.789 d/e");
        try (FileTree source = tree(from);
                FileTree target = tree(to)) {
            unpack(target, "/", pack(source, "/d", ""), UnpackOptions.DEFAULT);
            unpack(target, "/", pack(source, "/d", "x"), UnpackOptions.DEFAULT);
            unpack(target, "/", pack(source, "/d", "x"), UnpackOptions.DEFAULT);
        }
        assertThat(TreeListing.of(to.resolve("x"))).isEqualTo(TreeListing.of(from.resolve("d")));
        assertThat(to.resolve("e/f")).hasContent("1");
    }

    @Test
    void links_lead_to_places_in_the_tree_only() throws Exception {
        Path root = stores.directory("root");
        Path outside = stores.directory("outside");
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("abs"), outside);
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../../etc"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        try (FileTree tree = tree(root)) {
            assertThat(tree.find("/abs")).isEmpty();
            assertThat(tree.find("up").orElseThrow().toString()).isEqualTo("/etc");
            assertThat(tree.find("/../etc/./x").orElseThrow().status()).isEmpty();
            assertThat(tree.find("/loop")).isEmpty();
        }
    }

    @Test
    void an_archive_cannot_write_outside() throws Exception {
        Path root = stores.directory("root");
        Path outside = stores.directory("outside");
        byte[] throughLink = new TarBuilder()
                .symlink("door", outside.toString())
                .file("door/x", "x")
                .build();
        byte[] upwards = new TarBuilder().file("../outside/x", "x").build();
        try (FileTree tree = tree(root)) {
            unpack(tree, "/", throughLink, UnpackOptions.DEFAULT);
            assertThatThrownBy(() -> unpack(tree, "/", upwards, UnpackOptions.DEFAULT))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("\"..\"");
        }
        assertThat(outside).isEmptyDirectory();
        assertThat(root.resolve(outside.toString().substring(1)).resolve("x")).hasContent("x");
    }

    @Test
    void only_with_leave_something_of_another_kind_is_replaced() throws Exception {
        Path root = stores.directory("root");
        Files.createDirectories(root.resolve("a/b"));
        byte[] file = new TarBuilder().file("a", "file").build();
        UnpackOptions overwrite = new UnpackOptions(Optional.empty(), true, true);
        try (FileTree tree = tree(root)) {
            assertThatThrownBy(() -> unpack(tree, "/", file, UnpackOptions.DEFAULT))
                    .hasMessageContaining("cannot replace a directory");
            unpack(tree, "/", file, overwrite);
            assertThat(root.resolve("a")).hasContent("file");
            byte[] directory = new TarBuilder().directory("a", 0755).build();
            assertThatThrownBy(() -> unpack(tree, "/", directory, UnpackOptions.DEFAULT))
                    .hasMessageContaining("cannot replace what is no directory");
            unpack(tree, "/", directory, overwrite);
        }
        assertThat(root.resolve("a")).isDirectory();
    }

    @Test
    void options_give_owners_and_leave_devices_out() throws Exception {
        Path root = stores.directory("root");
        byte[] tar = new TarBuilder()
                .owner(7, 8)
                .directory("old", 0755)
                .file("old/f", "f")
                .device('3', "null", 1, 3)
                .build();
        UnpackOptions options = new UnpackOptions(Optional.of(new UnpackOptions.Owner(42, 43)), false, false);
        try (FileTree tree = tree(root)) {
            unpack(tree, "/", tar, options);
        }
        assertThat(TreeListing.of(root).keySet()).containsExactly(".", "old", "old/f");
        assertThat(TreeListing.of(root).get("old/f")).contains(" 42:43 ");
    }

    @Test
    void what_is_mounted_shows_where_it_is_mounted() throws Exception {
        Path root = stores.directory("root");
        Path volume = stores.directory("volume");
        Path single = Files.writeString(stores.directory("other").resolve("single"), "one file");
        Files.createDirectories(root.resolve("data"));
        Files.createSymbolicLink(volume.resolve("back"), Path.of("/data/in"));
        Files.writeString(volume.resolve("in"), "volume");
        Map<String, Path> mounted = Map.of("/data/", volume, "/data/host", single);
        try (FileTree tree = new FileTree(Directory.open(root), mounted)) {
            assertThat(tree.find("data/back").orElseThrow().toString()).isEqualTo("/data/in");
            assertThat(text(pack(tree, "/data/in", "in"))).contains("volume");
            assertThat(text(pack(tree, "/data/host", "host"))).contains("one file");
            unpack(tree, "/data", new TarBuilder().file("new", "n").build(), UnpackOptions.DEFAULT);
        }
        assertThat(volume.resolve("new")).hasContent("n");
        assertThat(root.resolve("data")).isEmptyDirectory();
    }

    /** A program in the container exchanges a directory for a link to the host's, as fast as it can. */
    @Test
    void whoever_exchanges_links_meanwhile_leads_nobody_out() throws Exception {
        Path root = stores.directory("root");
        Path outside = stores.directory("outside");
        Files.writeString(outside.resolve("secret"), "the host's secret");
        Files.createDirectories(root.resolve("d/e"));
        Files.writeString(root.resolve("d/e/secret"), "harmless");
        Files.createSymbolicLink(root.resolve("door"), outside);
        byte[] tar = new TarBuilder()
                .directory("d", 0755)
                .directory("d/e", 0755)
                .file("d/e/written", "w")
                .build();
        String before = TreeListing.of(outside).toString();
        AtomicBoolean stop = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> exchange(root, stop));
        int done = 0;
        try {
            for (int i = 0; i < 300; i++) {
                done += round(root, tar);
            }
        } finally {
            stop.set(true);
            attacker.join();
        }
        assertThat(TreeListing.of(outside).toString()).isEqualTo(before);
        assertThat(done).as("rounds that came through").isPositive();
    }

    private static int round(Path root, byte[] tar) throws IOException {
        try (FileTree tree = tree(root)) {
            unpack(tree, "/", tar, UnpackOptions.DEFAULT);
            assertThat(text(pack(tree, "/d", "d"))).doesNotContain("the host's secret");
            return 1;
        } catch (StorageException | NoSuchElementException met) {
            return 0;
        }
    }

    private static void exchange(Path root, AtomicBoolean stop) {
        byte[] door = {'d', 'o', 'o', 'r'};
        try (Directory directory = Directory.open(root);
                Directory inner = Directory.open(root.resolve("d"))) {
            while (!stop.get()) {
                directory.exchange(new byte[] {'d'}, directory, door);
                directory.exchange(new byte[] {'d'}, directory, door);
                try {
                    directory.exchange(door, inner, new byte[] {'e'});
                    directory.exchange(door, inner, new byte[] {'e'});
                } catch (LinuxException busy) {
                    continue;
                }
            }
        }
    }

    private static String text(byte[] tar) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(tar);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static void run(String script) throws Exception {
        assertThat(new ProcessBuilder("sh", "-ec", script).inheritIO().start().waitFor())
                .isZero();
    }
}

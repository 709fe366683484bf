package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.ImageCopier;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.Transports;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.ImageManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images come out of a store of containers/storage, which is only read and never trusted. */
class PeerStoreKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private final TestImage image = TestImage.of(
            new TarBuilder()
                    .directory("etc/", 0755)
                    .file("etc/base", "of the base")
                    .file("etc/empty", "")
                    .build(),
            new TarBuilder().file("./top", "x".repeat(100_000)).build());
    private final String top = PeerStoreFiles.id(image, 1);

    private PeerStoreFiles peer = new PeerStoreFiles(Path.of(""));
    private String id = "";

    @BeforeEach
    void write() throws IOException {
        peer = new PeerStoreFiles(stores.directory("peer"));
        id = peer.write(image, "docker.io/library/two:latest", "localhost/mine:1");
    }

    private String theirs(String name) {
        return "containers-storage:[overlay@" + peer.root() + "]" + name;
    }

    private String ours(String name) {
        StoreOptions options = stores.options();
        return "containers-storage:[@" + options.root() + "+" + options.runRoot() + "]" + name;
    }

    private ImageTransport.Context context() throws IOException {
        return new ImageTransport.Context(RegistryOptions.of(ConfigPlaces.ofThisProcess()), stores.directory("tmp"));
    }

    private void copy(String from, String to) throws IOException {
        try (ImageSource source = Transports.open(from, context());
                BlobDestination destination = Transports.create(to, context())) {
            ImageCopier.copy(source, destination, TransferOptions.defaults());
        }
    }

    @Test
    void the_layers_come_out_bit_for_bit() throws IOException {
        try (ImageSource source = Transports.open(theirs("two"), context())) {
            ImageManifest manifest = (ImageManifest) source.manifest();
            List<byte[]> archives = new ArrayList<>();
            for (Descriptor layer : manifest.layers()) {
                try (InputStream archive = source.open(layer)) {
                    archives.add(archive.readAllBytes());
                }
            }
            assertThat(archives).containsExactlyElementsOf(image.layers());
            assertThat(source.digest())
                    .isEqualTo(
                            image.record(List.of(), List.of()).manifest().raw().digest());
            assertThat(source.identity().reference()).isPresent();
        }
    }

    @Test
    void an_image_moves_over_with_its_id_and_nothing_of_theirs_changes() throws IOException {
        String before = TreeListing.of(peer.root()).toString();
        copy(theirs("localhost/mine:1"), ours("localhost/mine:1"));
        StoredImage moved = stores.open().images().list().getFirst();
        assertThat(moved.id().hex()).isEqualTo(id);
        assertThat(moved.layers()).isEqualTo(image.diffIds());
        assertThat(stores.open().check(true)).isEmpty();
        assertThat(TreeListing.of(peer.root()).toString()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "docker.io/library/two", "mine:1", "localhost/mine:1", "@ID", "ID"})
    void it_is_found_by_its_names_and_by_the_beginning_of_its_id(String name) throws IOException {
        try (ImageSource source = Transports.open(theirs(name.replace("ID", id.substring(0, 12))), context())) {
            assertThat(source.names()).containsExactly("docker.io/library/two:latest", "localhost/mine:1");
        }
    }

    @Test
    void its_names_are_listed() throws IOException {
        assertThat(Transports.list(theirs(""), context()))
                .containsExactly("docker.io/library/two:latest", "localhost/mine:1");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open(theirs("other"), context()))
                .withMessageContaining("there is no such image in the store");
    }

    @Test
    void nothing_is_written_or_deleted() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.create(theirs("new"), context()))
                .withMessageContaining("only read");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.delete(theirs("two"), context()))
                .withMessageContaining("only read");
    }

    @Test
    void a_file_that_was_changed_is_noticed_and_nothing_is_stored() throws IOException {
        Files.writeString(peer.diff(top).resolve("top"), "y".repeat(100_000));
        assertThatThrownBy(() -> copy(theirs("two"), ours("two")))
                .hasMessageContaining(image.diffIds().get(1).toString());
        assertThat(stores.open().images().list()).isEmpty();
    }

    @Test
    void a_file_that_was_cut_or_is_gone_is_named() throws IOException {
        Files.writeString(peer.diff(top).resolve("top"), "short");
        assertThatThrownBy(() -> copy(theirs("two"), ours("two"))).hasMessageContaining("99995 bytes shorter");
        Files.delete(peer.diff(top).resolve("top"));
        assertThatThrownBy(() -> copy(theirs("two"), ours("two"))).hasMessageContaining("./top");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "../../../../secret", "/../secret", "out/secret", "fifo", "etc", "."})
    void a_record_leads_to_no_file_outside_of_the_layer(String name) throws Exception {
        Path secret = Files.writeString(stores.directory("outside").resolve("secret"), "secret");
        Path diff = peer.diff(top);
        Files.createSymbolicLink(diff.resolve("link"), secret);
        Files.createSymbolicLink(diff.resolve("out"), secret.getParent());
        Files.createDirectory(diff.resolve("etc"));
        assertThat(new ProcessBuilder("mkfifo", diff.resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        peer.writeTarSplit(top, PeerStoreFiles.fileLine(name, 6));
        try (ImageSource source = Transports.open(theirs("two"), context())) {
            Descriptor layer = ((ImageManifest) source.manifest()).layers().get(1);
            try (InputStream archive = source.open(layer)) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(archive::readAllBytes)
                        .withMessageContaining(name);
            }
        }
    }

    @Test
    void a_directory_that_is_a_link_within_the_layer_is_followed_and_names_need_be_no_utf_8() throws Exception {
        Path diff = peer.diff(top);
        Files.createSymbolicLink(diff.resolve("lib"), Path.of("/usr/lib"));
        Path file = Files.createDirectories(diff.resolve("usr/lib")).resolve("x");
        Files.writeString(file, "within");
        byte[] raw = {'l', 'i', 'b', '/', (byte) 0xff};
        String script = "mv \"$1\" \"$(printf '%s/\\377' \"$2\")\"";
        assertThat(new ProcessBuilder(
                                "sh",
                                "-c",
                                script,
                                "sh",
                                file.toString(),
                                file.getParent().toString())
                        .start()
                        .waitFor())
                .isZero();
        String name = Base64.getEncoder().encodeToString(raw);
        peer.writeTarSplit(top, "{\"type\":1,\"name_raw\":\"" + name + "\",\"size\":6}\n");
        try (ImageSource source = Transports.open(theirs("two"), context());
                InputStream archive =
                        source.open(((ImageManifest) source.manifest()).layers().get(1))) {
            assertThat(archive).hasContent("within");
        }
    }

    @Test
    void lists_that_cannot_be_true_are_refused() throws IOException {
        String base = PeerStoreFiles.id(image, 0);
        String layers = Files.readString(peer.layers());
        Files.writeString(
                peer.layers(),
                layers.replace("\"id\":\"" + base + "\"", "\"id\":\"" + base + "\",\"parent\":\"" + top + "\""));
        refuses("the list of layers lacks its layer " + top);
        Files.writeString(peer.layers(), layers.replace("\"id\":\"" + base, "\"id\":\"../../" + base));
        refuses("an ID of 64 hexadecimal digits expected");
        Files.writeString(peer.layers(), layers.replace("diff-size", "other"));
        refuses("does not say which archive");
        Files.writeString(peer.layers(), layers.replace(image.diffIds().get(0).hex(), id));
        refuses("its layers are not those that its configuration names");
        Files.delete(peer.layers());
        refuses("the list of layers lacks its layer " + top);
        Files.writeString(peer.images(), "{");
        refuses("images.json");
    }

    @Test
    void a_layer_without_the_record_of_its_archive_is_named() throws IOException {
        Files.delete(peer.tarSplit(top));
        assertThatThrownBy(() -> copy(theirs("two"), ours("two")))
                .hasMessageContaining(top + ".tar-split.gz")
                .hasMessageContaining("save the image");
    }

    private void refuses(String problem) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open(theirs("two"), context()))
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "vfs"})
    void podmans_own_store_is_read(String driver) throws Exception {
        assumeTrue(hasPodman(), "no podman on PATH");
        image.storeIn(stores.open(), "localhost/from:1");
        Path archive = stores.directory("archive").resolve("image.tar");
        copy(ours("localhost/from:1"), "oci-archive:" + archive + ":localhost/from:1");
        Path root = stores.directory("podman");
        List<String> command = List.of(
                "podman",
                "--root",
                root + "/root",
                "--runroot",
                root + "/run",
                "--storage-driver",
                driver,
                "load",
                "-i",
                archive.toString());
        Process podman = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(podman.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(podman.waitFor()).as(output).isZero();

        copy("containers-storage:[" + driver + "@" + root + "/root]localhost/from:1", "dir:" + root + "/copy");
        String place = "containers-storage:[@" + root + "/ours+" + root + "/oursrun]localhost/back:1";
        copy("containers-storage:[" + root + "/root]localhost/from:1", place);

        Store store = Store.open(StoreOptions.of(root.resolve("ours"), root.resolve("oursrun")));
        StoredImage back = store.images().list().getFirst();
        assertThat(back.layers()).isEqualTo(image.diffIds());
        assertThat(back.id()).isEqualTo(image.record(List.of(), List.of()).id());
        assertThat(store.check(true)).isEmpty();
    }

    private static boolean hasPodman() {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, "podman"))) {
                return true;
            }
        }
        return false;
    }
}

package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.image.TransferOptions.Format;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Skopeo and umoci read what is written here, and what they write is read here. */
class ForeignToolsTest {
    private static final List<String> FORMS =
            List.of("oci:P:x", "oci-archive:P:x", "docker-archive:P:q.io/x:1", "dir:P");

    @TempDir
    Path directory;

    private final TestImage image = new TestImage()
            .layer(
                    tar("etc/one", 9000),
                    TestImage.gzip(tar("etc/one", 9000)),
                    "application/vnd.oci.image.layer.v1.tar+gzip")
            .layer(
                    tar("etc/two", 10),
                    TestImage.gzip(tar("etc/two", 10)),
                    "application/vnd.oci.image.layer.v1.tar+gzip");

    private static byte[] tar(String name, int size) {
        return new TestTar().file(name, TestImage.bytes(size, size)).end();
    }

    static Stream<Arguments> pairs() {
        return FORMS.stream().flatMap(from -> FORMS.stream().map(to -> Arguments.of(from, to)));
    }

    private String place(String form, String name) {
        return form.replace("P", directory.resolve(name).toString());
    }

    private ImageTransport.Context context() {
        return new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"));
    }

    private Manifest copy(ImageSource source, String to, TransferOptions options) throws IOException {
        try (source;
                BlobDestination destination = Transports.create(to, context())) {
            return ImageCopier.copy(source, destination, options);
        }
    }

    private void skopeo(String from, String to) throws Exception {
        run("skopeo", "--insecure-policy", "--tmpdir", directory.toString(), "copy", "-q", from, to);
    }

    private byte[] run(String... command) throws Exception {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command[0])));
        assumeTrue(there, "skipped: no " + command[0]);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as(new String(Files.readAllBytes(output), StandardCharsets.UTF_8))
                .isZero();
        return Files.readAllBytes(output);
    }

    private void assertIsTheImage(String location) throws IOException {
        MemoryDestination store = new MemoryDestination();
        try (ImageSource source = Transports.open(location, context())) {
            assertThat(ImageCopier.copy(source, store, CopyOptions.defaults())).isEqualTo(image.id());
        }
        assertThat(store.layers.get(image.diffIds.get(0))).isEqualTo(tar("etc/one", 9000));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void what_skopeo_wrote_is_copied_and_read_by_skopeo(String from, String to) throws Exception {
        copy(MemorySource.of(image), place("dir:P", "start"), TransferOptions.defaults());
        // skopeo writes configurations anew where it converts: only an image that it need not convert keeps its ID
        skopeo(place("dir:P", "start"), place(from, "foreign"));
        copy(Transports.open(place(from, "foreign"), context()), place(to, "ours"), TransferOptions.defaults());
        skopeo(place(to, "ours"), place("dir:P", "end"));
        assertIsTheImage(place("dir:P", "end"));
        byte[] shown = run("skopeo", "inspect", "--config", "--raw", place(to, "ours"));
        assertThat(RawDocument.of(shown).digest()).isEqualTo(image.id());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void skopeo_reads_both_families(Format format) throws Exception {
        TransferOptions options = TransferOptions.builder().format(format).build();
        Manifest written = copy(MemorySource.of(image), place("dir:P", "ours"), options);
        skopeo(place("dir:P", "ours"), place("dir:P", "end"));
        assertThat(Files.readAllBytes(directory.resolve("end/manifest.json")))
                .isEqualTo(written.raw().bytes());
    }

    @Test
    void the_same_conversion_makes_the_same_manifest_as_skopeo() throws Exception {
        copy(MemorySource.of(image), place("dir:P", "start"), TransferOptions.defaults());
        TransferOptions options =
                TransferOptions.builder().format(Format.DOCKER).build();
        Manifest ours = copy(Transports.open(place("dir:P", "start"), context()), place("dir:P", "ours"), options);
        run(
                "skopeo",
                "--insecure-policy",
                "copy",
                "-q",
                "--format=v2s2",
                place("dir:P", "start"),
                place("dir:P", "end"));
        assertThat(ours.raw().bytes()).isEqualTo(Files.readAllBytes(directory.resolve("end/manifest.json")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.Format.class,
            names = {"NONE", "GZIP", "ZSTD"})
    void skopeo_reads_layers_of_each_compression(Compression.Format format) throws Exception {
        TestImage large = new TestImage().plainLayer(1, 9_000_000).plainLayer(2, 0);
        TransferOptions options =
                TransferOptions.builder().compression(Compression.of(format)).build();
        Manifest written = copy(MemorySource.of(large), place("dir:P", "ours"), options);
        assertThat(((ImageManifest) written).layers().getFirst().mediaType())
                .contains(format == Compression.Format.NONE ? "tar" : format.toString());
        // so that skopeo must decompress and verify
        run(
                "skopeo",
                "--insecure-policy",
                "copy",
                "-q",
                "--dest-decompress",
                place("dir:P", "ours"),
                place("dir:P", "end"));
        MemoryDestination store = new MemoryDestination();
        try (ImageSource source = Transports.open(place("dir:P", "end"), context())) {
            ImageCopier.copy(source, store, CopyOptions.defaults());
        }
        assertThat(store.layers.get(large.diffIds.getFirst())).isEqualTo(TestImage.bytes(1, 9_000_000));
    }

    @Test
    void umoci_unpacks_what_is_written_and_what_it_repacks_is_read() throws Exception {
        Path layout = directory.resolve("layout");
        copy(MemorySource.of(image), "oci:" + layout + ":x", TransferOptions.defaults());
        Path bundle = directory.resolve("bundle");
        run("umoci", "unpack", "--rootless", "--image", layout + ":x", bundle.toString());
        assertThat(bundle.resolve("rootfs/etc/one")).hasBinaryContent(TestImage.bytes(9000, 9000));
        Files.writeString(bundle.resolve("rootfs/etc/three"), "3");
        run("umoci", "repack", "--image", layout + ":y", bundle.toString());
        assertThat(Transports.list("oci:" + layout, context())).containsExactlyInAnyOrder("x", "y");
        Manifest written = copy(
                Transports.open("oci:" + layout + ":y", context()),
                place("dir:P", "end"),
                TransferOptions.builder().preserveDigests(true).build());
        assertThat(((ImageManifest) written).layers()).hasSize(3);
        List<String> others = new ArrayList<>(Transports.list("oci:" + layout, context()));
        Transports.delete("oci:" + layout + ":x", context());
        others.remove("x");
        assertThat(new String(run("umoci", "ls", "--layout", layout.toString()), StandardCharsets.UTF_8).trim())
                .isEqualTo(String.join("\n", others));
    }

    @Test
    void the_system_tools_decompress_what_is_compressed_here() throws Exception {
        TestImage large = new TestImage().plainLayer(1, 5_000_000);
        for (String[] tool : new String[][] {{"gzip", "-tv"}, {"zstd", "-t"}}) {
            Compression compression = Compression.of(Compression.Format.of(tool[0]));
            Manifest written = copy(
                    MemorySource.of(large),
                    place("dir:P", tool[0]),
                    TransferOptions.builder().compression(compression).build());
            Path blob = directory
                    .resolve(tool[0])
                    .resolve(((ImageManifest) written)
                            .layers()
                            .getFirst()
                            .digest()
                            .hex());
            Path named = Files.copy(blob, directory.resolve("blob" + (tool[0].equals("gzip") ? ".gz" : ".zst")));
            run(tool[0], tool[1], named.toString());
        }
    }
}

package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonLimits;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import io.airlift.compress.v3.zstd.ZstdDecompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that are written as zstd:chunked. */
class ChunkedZstdTest {
    private static final String PREFIX = "io.github.containers.zstd-chunked.";
    private static final Compression CHUNKED = Compression.of(Compression.Format.ZSTD_CHUNKED);

    @TempDir
    Path directory;

    private byte[] tar = {};

    private Descriptor written(byte[] archive) throws IOException {
        tar = archive;
        TestImage image = new TestImage().layer(tar, TestImage.gzip(tar), MediaTypes.OCI_LAYER_GZIP);
        TransferOptions options = TransferOptions.builder().compression(CHUNKED).build();
        try (ImageSource source = MemorySource.of(image);
                BlobDestination destination = Transports.create("dir:" + directory.resolve("x"), context())) {
            return ((ImageManifest) ImageCopier.copy(source, destination, options))
                    .layers()
                    .getFirst();
        }
    }

    private ImageTransport.Context context() {
        return new ImageTransport.Context(null, directory.resolve("tmp"));
    }

    private ImageSource open() {
        return Transports.open("dir:" + directory.resolve("x"), context());
    }

    private Path blob(Descriptor layer) {
        return directory.resolve("x").resolve(layer.digest().hex());
    }

    private byte[] part(Descriptor layer, String annotation) throws IOException {
        String[] position = layer.annotations().get(PREFIX + annotation).split(":", -1);
        int offset = Integer.parseInt(position[0]);
        byte[] part =
                Arrays.copyOfRange(Files.readAllBytes(blob(layer)), offset, offset + Integer.parseInt(position[1]));
        byte[] plain = new byte[Integer.parseInt(position[2])];
        assertThat(ZstdDecompressor.create().decompress(part, 0, part.length, plain, 0, plain.length))
                .isEqualTo(plain.length);
        return plain;
    }

    private List<JsonCursor> entries(Descriptor layer) throws IOException {
        byte[] toc = part(layer, "manifest-position");
        return JsonCursor.of(Json.parse(toc, new JsonLimits(1 << 20, 16)))
                .field("entries")
                .elements();
    }

    /** 320,000 bytes by SHA-256, a hole of 5,000 within, one of 3,000 at the end. */
    private static byte[] content() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            bytes.writeBytes(Digest.hasher("sha256").digest(Integer.toString(i).getBytes(UTF_8)));
        }
        byte[] random = bytes.toByteArray();
        bytes.reset();
        bytes.write(random, 0, 150_000);
        bytes.writeBytes(new byte[5_000]);
        bytes.write(random, 150_000, random.length - 150_000);
        bytes.writeBytes(new byte[3_000]);
        return bytes.toByteArray();
    }

    @Test
    void chunks_end_where_those_of_containers_storage_do() throws IOException {
        List<JsonCursor> entries =
                entries(written(new TestTar().file("g/f", content()).end()));
        assertThat(entries)
                .extracting(entry -> entry.field("chunkSize").longOr(0))
                // as skopeo 1.22 cuts the same file
                .containsExactly(16094L, 29445L, 39648L, 5693L, 20024L, 39096L, 5000L, 104133L, 65867L, 3000L);
        assertThat(entries)
                .extracting(entry -> entry.field("chunkType").stringOr(""))
                .containsExactly("", "", "", "", "", "", "zeros", "", "", "zeros");
        assertThat(entries.getFirst().field("digest").string())
                .isEqualTo("sha256:dc9c406bdb7b9842d13a5fe8afb58e593d752e1ea7f13487c56993a6a5f8a692");
        assertThat(entries.get(3).field("chunkDigest").string())
                .isEqualTo("sha256:a384fbd27ed1e93f8c596f4a3a8760d431956b1e0405ce136fbd2330dee35c4f");
    }

    @Test
    void a_file_is_read_by_its_frames_alone_and_the_whole_is_the_same_archive() throws IOException {
        Descriptor layer = written(new TestTar()
                .entry("etc/", '5', new byte[0])
                .file("etc/big", content())
                .file("etc/empty", new byte[0])
                .link("etc/link", '2', "big")
                .link("etc/hard", '1', "etc/big")
                .end());
        try (ImageSource source = open()) {
            ImageFiles files = ImageFiles.of(source, ImageView.of(source, Platform.parse("linux/amd64")));
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            files.read("etc/link", read);
            assertThat(read.toByteArray()).isEqualTo(content());
            assertThat(files.all().keySet()).contains("etc", "etc/big", "etc/empty", "etc/hard");
        }
        MemoryDestination store = new MemoryDestination();
        try (ImageSource source = open()) {
            ImageCopier.copy(source, store, CopyOptions.defaults());
        }
        assertThat(store.layers.values()).containsExactly(tar);
        assertThat(layer.mediaType()).isEqualTo(MediaTypes.OCI_LAYER_ZSTD);
    }

    @Test
    void headers_and_contents_put_together_as_tar_split_says_are_the_archive() throws IOException {
        Descriptor layer = written(new TestTar()
                .file("a", "alpha".getBytes(UTF_8))
                .file("b", content())
                .end());
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        Map<String, byte[]> contents = Map.of("a", "alpha".getBytes(UTF_8), "b", content());
        for (String line : new String(part(layer, "tarsplit-position"), UTF_8).split("\n")) {
            JsonCursor entry = JsonCursor.of(Json.parse(line.getBytes(UTF_8), new JsonLimits(1 << 20, 4)));
            boolean file = entry.field("type").intOr(0) == 1;
            archive.writeBytes(
                    file
                            ? contents.get(entry.field("name").string())
                            : Base64.getDecoder().decode(entry.field("payload").string()));
            if (file && entry.field("name").string().equals("a")) {
                // Go's crc64.Checksum("alpha", ISO), highest byte first
                assertThat(entry.field("payload").string()).isEqualTo("NBg+ruQgAAA=");
            }
        }
        assertThat(archive.toByteArray()).isEqualTo(tar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two of a name", "global header", "no archive", "cut short", "a size that does not count"})
    void an_archive_that_the_format_cannot_describe_is_written_without_a_table(String what) throws IOException {
        byte[] small = {1};
        byte[] archive = switch (what) {
            case "two of a name" ->
                new TestTar().file("f", small).file("./f", small).end();
            case "global header" ->
                new TestTar()
                        .entry("g", 'g', "9 a=bcde\n".getBytes(UTF_8))
                        .file("f", small)
                        .end();
            case "no archive" -> TestImage.bytes(3, 3_000_000);
            case "cut short" -> Arrays.copyOf(new TestTar().file("f", content()).end(), 100_000);
            default -> new TestTar().entry("f", '1', small).end();
        };
        Descriptor layer = written(archive);
        assertThat(layer.annotations()).isEmpty();
        MemoryDestination store = new MemoryDestination();
        try (ImageSource source = open()) {
            ImageCopier.copy(source, store, CopyOptions.defaults());
        }
        assertThat(store.layers.values()).containsExactly(archive);
    }

    @Test
    void the_zstd_program_decompresses_it() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zstd")), "skipped: no zstd program");
        Descriptor layer = written(new TestTar().file("f", content()).end());
        Path plain = directory.resolve("plain");
        List<String> command =
                new ArrayList<>(List.of("zstd", "-q", "-d", blob(layer).toString(), "-o"));
        command.add(plain.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        assertThat(plain).hasBinaryContent(tar);
    }
}

package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.ImageFile.Type;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of layers are read, or refused with an error of our own, whatever a layer or its table of contents says. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LayerFuzzTest {
    private static final int ROUNDS = 1500;
    private static final Platform PLATFORM = new Platform("linux", "amd64", "");
    private static final String CONTENT = "hello";

    private int read;
    private int refused;

    @Test
    void tar_headers() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] tar = new TestTar()
                    .entry("d/", '5', new byte[0])
                    .entry("x", 'x', "15 path=d/long\n20 SCHILY.xattr.u=v\n".getBytes(ISO_8859_1))
                    .file("d/f", CONTENT.getBytes(ISO_8859_1))
                    .link("d/l", '2', "f")
                    .link("d/h", '1', "d/f")
                    .entry("././@LongLink", 'L', "a/long/name\0".getBytes(ISO_8859_1))
                    .file("short", new byte[700])
                    .end();
            for (int i = random.nextInt(6); i >= 0; i--) {
                tar[random.nextInt(tar.length)] =
                        (byte) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt());
            }
            look(tar, MediaTypes.OCI_LAYER, Map.of());
        }
        assertBoth();
    }

    @Test
    void compressed_layers() {
        Random random = new Random(2);
        byte[] gzip = TestImage.gzip(new TestTar()
                .file("d/f", TestImage.bytes(3, 5000))
                .file("g", new byte[3000])
                .end());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = gzip.clone();
            for (int i = random.nextInt(3); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            look(damaged, MediaTypes.OCI_LAYER_GZIP, Map.of());
        }
        assertBoth();
    }

    @Test
    void tables_of_chunked_zstd() {
        byte[] content = zstd(CONTENT);
        Mutations tables = tables(3, 0, content.length);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] table = zstd(tables.next());
            byte[] blob = joined(content, table);
            Map<String, String> annotations = Map.of(
                    "io.github.containers.zstd-chunked.manifest-position",
                    content.length + ":" + table.length + ":999:1",
                    "io.github.containers.zstd-chunked.manifest-checksum",
                    Digest.sha256(table).toString());
            look(blob, MediaTypes.OCI_LAYER_ZSTD, annotations);
        }
        assertBoth();
    }

    @Test
    void tables_of_estargz() {
        byte[] content = TestImage.gzip(CONTENT.getBytes(ISO_8859_1));
        Mutations tables = tables(4, 0, content.length);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] table = tables.next().getBytes(ISO_8859_1);
            byte[] archive = TestImage.gzip(
                    new TestTar().entry("stargz.index.json", '0', table).end());
            String footer =
                    "0123456789abcdef" + HexFormat.of().toHexDigits((long) content.length) + "STARGZ0123456789abc";
            byte[] blob = joined(content, archive, footer.getBytes(ISO_8859_1));
            look(
                    blob,
                    MediaTypes.OCI_LAYER_GZIP,
                    Map.of(
                            "containerd.io/snapshot/stargz/toc.digest",
                            Digest.sha256(table).toString()));
        }
        assertBoth();
    }

    @Test
    void positions_of_tables() {
        byte[] table = zstd("{\"version\":1,\"entries\":[]}");
        Mutations positions = new Mutations(5, "0:" + table.length + ":999:1", "1:2:3:4", "9223372036854775807:1:1:1");
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> annotations = Map.of(
                    "io.github.containers.zstd-chunked.manifest-position",
                    positions.next(),
                    "io.github.containers.zstd-chunked.manifest-checksum",
                    Digest.sha256(table).toString());
            look(table, MediaTypes.OCI_LAYER_ZSTD, annotations);
        }
        assertBoth();
    }

    private static Mutations tables(long seed, int offset, int end) {
        String digest = Digest.sha256(CONTENT.getBytes(ISO_8859_1)).toString();
        return new Mutations(seed, """
                {"version":1,"entries":[{"name":"d/","type":"dir","mode":493},
                {"name":"d/f","type":"reg","size":5,"offset":%d,"endOffset":%d,"digest":"%s"},
                {"name":"d/l","type":"symlink","linkName":"f"},{"name":"h","type":"hardlink","linkName":"d/f"}]}
                """.formatted(offset, end, digest), """
                {"version":1,"entries":[{"type":"reg","name":"f","size":8,"offset":%d,"endOffset":%d,"chunkSize":5},
                {"type":"chunk","name":"f","chunkOffset":5,"chunkSize":3,"chunkType":"zeros"}]}
                """.formatted(offset, end));
    }

    /** Lists all files and reads the regular ones. */
    private void look(byte[] blob, String type, Map<String, String> annotations) {
        TestImage image = new TestImage().layer(blob, blob, type);
        image.layers.set(0, image.layers.getFirst().withAnnotations(annotations));
        MemorySource source = MemorySource.of(image);
        try {
            ImageFiles files = ImageFiles.of(source, ImageView.of(source, PLATFORM));
            for (ImageFile file : files.all().values()) {
                if (file.type() == Type.FILE) {
                    files.read(file.path(), new Limited());
                }
            }
            read++;
        } catch (ImageException | IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
            refused++;
        }
    }

    private void assertBoth() {
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] zstd(String plain) {
        return ImageFilesTest.zstd(plain.getBytes(ISO_8859_1));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A file may say that it is larger than any disk: what takes its content ends it. */
    private static final class Limited extends OutputStream {
        private int left = 1 << 20;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("no space left");
            }
        }
    }
}

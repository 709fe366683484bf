package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.ProgressListener.Outcome;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobInfoCacheTest {
    private static final Digest BLOB = Digest.sha256(new byte[] {1});
    private static final Digest OTHER = Digest.sha256(new byte[] {2});

    @TempDir
    Path directory;

    private BlobInfoCache cache() {
        return BlobInfoCache.at(directory.resolve("cache/blobs"));
    }

    @Test
    void what_one_learns_another_knows_the_latest_first() {
        cache().isIn(BLOB, "r.io/a");
        cache().isIn(BLOB, "r.io/b");
        cache().isIn(BLOB, "r.io/a");
        cache().isIn(OTHER, "r.io/c");
        cache().isCompressedTo(BLOB, Compression.Format.GZIP, new Descriptor("x", OTHER, 7));
        assertThat(cache().repositories(BLOB)).containsExactly("r.io/b", "r.io/a");
        assertThat(cache().compressed(BLOB, Compression.Format.GZIP)).containsExactly(new Descriptor("", OTHER, 7));
        assertThat(cache().compressed(BLOB, Compression.Format.ZSTD)).isEmpty();
    }

    @Test
    void annotations_of_what_was_compressed_are_known_whole_or_not_at_all() throws IOException {
        Descriptor blob = new Descriptor("", OTHER, 7).withAnnotations(Map.of("position", "1:2:3"));
        cache().isCompressedTo(BLOB, Compression.Format.ZSTD_CHUNKED, blob);
        assertThat(cache().compressed(BLOB, Compression.Format.ZSTD_CHUNKED)).containsExactly(blob);
        Path file = directory.resolve("cache/blobs");
        Files.writeString(file, Files.readString(file).replace("3 .\n", ""));
        assertThat(cache().compressed(BLOB, Compression.Format.ZSTD_CHUNKED)).isEmpty();
    }

    @Test
    void lines_that_make_no_sense_are_passed_over() throws IOException {
        cache().isCompressedTo(BLOB, Compression.Format.GZIP, new Descriptor("x", OTHER, 7));
        String broken = "gzip " + BLOB + " sha256:12 7\ngzip " + BLOB + " " + OTHER + " many\n\0\nin " + BLOB + "\n";
        Files.writeString(directory.resolve("cache/blobs"), broken, StandardOpenOption.APPEND);
        assertThat(cache().compressed(BLOB, Compression.Format.GZIP)).hasSize(1);
        assertThat(cache().repositories(BLOB)).isEmpty();
    }

    @Test
    void a_file_that_has_grown_is_shortened_to_what_is_young() throws IOException {
        Files.createDirectories(directory.resolve("cache"));
        String line = "in " + OTHER + " r.io/" + "x".repeat(200) + "\n";
        Files.writeString(directory.resolve("cache/blobs"), line.repeat(20_000), StandardCharsets.ISO_8859_1);
        cache().isIn(BLOB, "r.io/young");
        assertThat(Files.size(directory.resolve("cache/blobs"))).isLessThan(3_000_000);
        assertThat(cache().repositories(BLOB)).containsExactly("r.io/young");
    }

    @Test
    void a_cache_that_cannot_be_written_is_an_empty_one() {
        Path nowhere = Path.of("/proc/none/blobs");
        BlobInfoCache.at(nowhere).isIn(BLOB, "r.io/a");
        assertThat(BlobInfoCache.at(nowhere).repositories(BLOB)).isEmpty();
    }

    @Test
    void it_is_where_the_users_other_caches_are() {
        assertThat(BlobInfoCache.usual(new ConfigPlaces(directory, Map.of(), 0)))
                .isNotSameAs(BlobInfoCache.NONE);
    }

    @Test
    void a_layer_is_not_compressed_a_second_time() throws IOException {
        TestImage image = new TestImage().plainLayer(1, 70_000);
        List<Outcome> outcomes = new ArrayList<>();
        List<Manifest> written = new ArrayList<>();
        TransferOptions options = TransferOptions.builder()
                .known(cache())
                .listener(new ProgressListener() {
                    @Override
                    public void layerDone(Descriptor layer, Outcome outcome) {
                        outcomes.add(outcome);
                    }
                })
                .build();
        ImageTransport.Context context = new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"));
        for (int i = 0; i < 2; i++) {
            try (BlobDestination destination =
                    Transports.create("oci:" + directory.resolve("layout") + ":x", context)) {
                written.add(ImageCopier.copy(MemorySource.of(image), destination, options));
            }
        }
        assertThat(outcomes).containsExactly(Outcome.COPIED, Outcome.PRESENT);
        assertThat(written.get(0).raw()).isEqualTo(written.get(1).raw());
    }
}

package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ProgressListener.Outcome;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ImageCopierTest {
    private final MemoryDestination store = new MemoryDestination();

    private Digest copy(MemorySource source) {
        return ImageCopier.copy(source, store, CopyOptions.defaults());
    }

    private void assertFails(MemorySource source, Kind kind, String... words) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(source))
                .withMessageStartingWith("memory:test: ")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        assertThat(store.images).isEmpty();
        assertThat(store.reserved()).isZero();
    }

    @Test
    void an_image_arrives_with_all_its_layers_and_its_bytes() {
        TestImage image =
                new TestImage().gzipLayer(1, 900_000).plainLayer(2, 5_000).gzipLayer(3, 0);
        MemorySource source = MemorySource.of(image);
        Digest id = ImageCopier.copy(
                source,
                store,
                CopyOptions.defaults().withNames(List.of("q.io/x:1")).withRepositories(List.of("q.io/x")));
        assertThat(id).isEqualTo(image.id());
        assertThat(store.layers.get(image.diffIds.get(0))).isEqualTo(TestImage.bytes(1, 900_000));
        assertThat(store.layers).containsOnlyKeys(image.diffIds);
        assertThat(store.images.get(0).manifest().raw()).isEqualTo(image.manifest());
        assertThat(store.images.get(0).config().raw()).isEqualTo(image.config());
        assertThat(store.images.get(0).names()).containsExactly("q.io/x:1");
        assertThat(store.images.get(0).layers().get(1).blob()).isEqualTo(image.layers.get(1));
    }

    @Test
    void zstd_layers_are_read_whatever_their_media_type_says() {
        byte[] tar = TestImage.bytes(4, 300_000);
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] buffer = new byte[compressor.maxCompressedLength(tar.length)];
        int length = compressor.compress(tar, 0, tar.length, buffer, 0, buffer.length);
        byte[] frame = Arrays.copyOf(buffer, length);
        byte[] skippable = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9};
        copy(MemorySource.of(new TestImage().layer(tar, frame, MediaTypes.OCI_LAYER_GZIP)));
        byte[] twice = joined(tar, tar);
        copy(MemorySource.of(new TestImage()
                .layer(twice, joined(skippable, frame, skippable, frame, skippable), MediaTypes.OCI_LAYER_ZSTD)));
        assertThat(store.layers).containsOnlyKeys(Digest.sha256(tar), Digest.sha256(twice));
    }

    @Test
    void a_gzip_layer_may_have_several_members_and_zeros_behind() {
        byte[] tar = TestImage.bytes(5, 100_000);
        byte[] blob = joined(
                TestImage.gzip(Arrays.copyOfRange(tar, 0, 40_000)),
                TestImage.gzip(new byte[0]),
                TestImage.gzip(Arrays.copyOfRange(tar, 40_000, 100_000)),
                new byte[512]);
        copy(MemorySource.of(new TestImage().layer(tar, blob, MediaTypes.OCI_LAYER_GZIP)));
        assertThat(store.layers.get(Digest.sha256(tar))).isEqualTo(tar);
    }

    @Test
    void what_is_there_is_not_fetched_and_a_layer_that_occurs_twice_is_fetched_once() {
        TestImage image =
                new TestImage().gzipLayer(1, 1_000).gzipLayer(2, 1_000).gzipLayer(2, 1_000);
        store.layers.put(image.diffIds.get(0), TestImage.bytes(1, 1_000));
        MemorySource source = MemorySource.of(image);
        Map<Digest, Outcome> outcomes = new ConcurrentHashMap<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void layerDone(Descriptor layer, Outcome outcome) {
                assertThat(outcomes.put(layer.digest(), outcome)).isNull();
            }
        };
        ImageCopier.copy(source, store, CopyOptions.defaults().withListener(listener));
        assertThat(source.opened)
                .containsExactlyInAnyOrder(image.id(), image.layers.get(1).digest());
        assertThat(outcomes)
                .containsOnly(
                        Map.entry(image.layers.get(0).digest(), Outcome.PRESENT),
                        Map.entry(image.layers.get(1).digest(), Outcome.COPIED));
    }

    @Test
    void progress_ends_at_the_layers_size() {
        TestImage image = new TestImage().gzipLayer(1, 2_000_000);
        Map<Digest, Long> bytes = new ConcurrentHashMap<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void layerProgress(Descriptor layer, long count) {
                bytes.put(layer.digest(), count);
            }
        };
        ImageCopier.copy(MemorySource.of(image), store, CopyOptions.defaults().withListener(listener));
        assertThat(bytes)
                .containsEntry(image.layers.get(0).digest(), image.layers.get(0).size());
    }

    @Test
    void an_index_gives_the_image_of_the_platform() {
        TestImage amd = new TestImage().gzipLayer(1, 10);
        TestImage arm = new TestImage().gzipLayer(2, 10);
        RawDocument index = index(Map.of("linux/amd64", amd, "linux/arm64/v8", arm));
        MemorySource source = new MemorySource(index, amd, arm);
        CopyOptions options = CopyOptions.defaults().withPlatform(Platform.parse("linux/arm64"));
        assertThat(ImageCopier.copy(source, store, options)).isEqualTo(arm.id());
        assertThat(store.images.get(0).index()).contains(index.digest());
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageCopier.copy(
                        source, store, CopyOptions.defaults().withPlatform(Platform.parse("linux/s390x"))))
                .withMessage("memory:test: there is no image for linux/s390x; there is one for linux/amd64,"
                        + " linux/arm64/v8 (--platform selects it)");
    }

    @Test
    void a_blob_of_another_content_is_refused() {
        TestImage image = new TestImage().gzipLayer(1, 50_000).gzipLayer(2, 50_000);
        corrupt(image, bytes -> bytes[bytes.length / 2] ^= 1);
    }

    @Test
    void a_blob_that_is_longer_or_shorter_than_announced_is_refused() {
        TestImage image = new TestImage().gzipLayer(1, 50_000);
        byte[] blob = image.blobs.get(image.layers.get(0).digest());
        MemorySource longer = MemorySource.of(image);
        longer.blobs.put(image.layers.get(0).digest(), joined(blob, new byte[512]));
        assertFails(longer, Kind.CORRUPT, image.layers.get(0).digest().toString(), "longer than the");
        MemorySource shorter = MemorySource.of(image);
        shorter.blobs.put(image.layers.get(0).digest(), Arrays.copyOf(blob, blob.length - 9));
        assertFails(shorter, Kind.CORRUPT, image.layers.get(0).digest().toString());
    }

    @Test
    void a_blob_of_another_layer_is_refused_by_the_store() {
        byte[] tar = TestImage.bytes(1, 1000);
        TestImage image =
                new TestImage().layer(TestImage.bytes(2, 1000), TestImage.gzip(tar), MediaTypes.OCI_LAYER_GZIP);
        assertFails(
                MemorySource.of(image),
                Kind.NOT_STORED,
                "layer " + image.layers.get(0).digest(),
                "digest is not");
    }

    @Test
    void a_corrupt_configuration_is_refused() {
        TestImage image = new TestImage().gzipLayer(1, 10);
        MemorySource source = MemorySource.of(image);
        source.blobs.get(image.id())[3] ^= 1;
        assertFails(source, Kind.CORRUPT, image.id().toString());
    }

    @Test
    void a_missing_blob_is_named() {
        TestImage image = new TestImage().gzipLayer(1, 10);
        MemorySource source = MemorySource.of(image);
        source.blobs.remove(image.layers.get(0).digest());
        assertFails(source, Kind.CORRUPT, "layer " + image.layers.get(0).digest());
    }

    @Test
    void layers_and_diff_ids_must_be_as_many() {
        TestImage image = new TestImage().gzipLayer(1, 10);
        image.diffIds.add(image.diffIds.get(0));
        assertFails(MemorySource.of(image), Kind.CORRUPT, "1 layers, its configuration 2");
    }

    @Test
    void encrypted_and_other_layers_are_refused_by_name() {
        byte[] tar = TestImage.bytes(1, 10);
        assertFails(
                MemorySource.of(new TestImage().layer(tar, tar, MediaTypes.OCI_LAYER_GZIP + "+encrypted")),
                Kind.UNSUPPORTED,
                "encrypted");
        assertFails(
                MemorySource.of(new TestImage().layer(tar, tar, "application/vnd.cncf.helm.chart.content.v1.tar+gzip")),
                Kind.UNSUPPORTED,
                "helm");
    }

    @Test
    void xz_is_refused_with_the_remedy() {
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2, 3};
        assertFails(
                MemorySource.of(new TestImage().layer(new byte[1], xz, MediaTypes.OCI_LAYER_GZIP)),
                Kind.UNSUPPORTED,
                "compressed with xz",
                "use gzip or zstd");
    }

    @Test
    void a_cancelled_copy_leaves_nothing_visible() {
        CancelSignal cancel = new CancelSignal();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void layerProgress(Descriptor layer, long bytes) {
                cancel.cancel();
            }
        };
        MemorySource source =
                MemorySource.of(new TestImage().gzipLayer(1, 3_000_000).gzipLayer(2, 3_000_000));
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageCopier.copy(
                        source,
                        store,
                        CopyOptions.defaults().withListener(listener).withCancel(cancel)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        assertThat(store.images).isEmpty();
        assertThat(store.reserved()).isZero();
    }

    @Test
    void a_layer_that_another_writes_is_waited_for_and_not_fetched() throws Exception {
        TestImage image = new TestImage().gzipLayer(1, 10);
        LayerWriter other = (LayerWriter) store.reserveLayer(image.diffIds.get(0), Duration.ZERO);
        MemorySource source = MemorySource.of(image);
        CountDownLatch waiting = new CountDownLatch(1);
        Thread copy = Thread.ofVirtual().start(() -> {
            waiting.countDown();
            copy(source);
        });
        waiting.await();
        store.layers.put(image.diffIds.get(0), TestImage.bytes(1, 10));
        other.close();
        copy.join();
        assertThat(store.images).hasSize(1);
        assertThat(source.opened).containsExactly(image.id());
    }

    private void corrupt(TestImage image, Consumer<byte[]> change) {
        MemorySource source = MemorySource.of(image);
        Digest digest = image.layers.get(1).digest();
        byte[] bytes = source.blobs.get(digest).clone();
        change.accept(bytes);
        source.blobs.put(digest, bytes);
        assertFails(source, Kind.CORRUPT, "layer " + digest);
        assertThat(store.layers).doesNotContainKey(image.diffIds.get(1));
    }

    private static RawDocument index(Map<String, TestImage> images) {
        JsonWriter out = new JsonWriter()
                .object()
                .name("schemaVersion")
                .value(2)
                .name("manifests")
                .array();
        for (Map.Entry<String, TestImage> image : images.entrySet()) {
            RawDocument manifest = image.getValue().manifest();
            new Descriptor(
                            MediaTypes.OCI_MANIFEST,
                            manifest.digest(),
                            manifest.size(),
                            List.of(),
                            Map.of(),
                            Optional.of(Platform.parse(image.getKey())))
                    .write(out);
        }
        return RawDocument.of(out.end().end().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}

package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.TransferOptions.Format;
import dev.pinisi.image.TransferOptions.Instances;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.image.spi.PlaceOptions;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransferTest {
    @TempDir
    Path directory;

    private final TestImage image = new TestImage().gzipLayer(1, 70_000).plainLayer(2, 3_000_000);

    private ImageTransport.Context context() {
        return new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"));
    }

    private Manifest copy(ImageSource source, String location, TransferOptions.Builder options) throws IOException {
        try (source;
                BlobDestination destination = Transports.create(location, context())) {
            return ImageCopier.copy(source, destination, options.build());
        }
    }

    private String dir(String name) {
        return "dir:" + directory.resolve(name);
    }

    private ImageSource open(String location) {
        return Transports.open(location, context());
    }

    private void assertSameLayers(String location) throws IOException {
        MemoryDestination store = new MemoryDestination();
        try (ImageSource source = open(location)) {
            ImageCopier.copy(source, store, CopyOptions.defaults());
        }
        assertThat(store.layers.get(image.diffIds.get(0))).isEqualTo(TestImage.bytes(1, 70_000));
        assertThat(store.layers.get(image.diffIds.get(1))).isEqualTo(TestImage.bytes(2, 3_000_000));
    }

    private static List<String> layerTypes(Manifest manifest) {
        return ((ImageManifest) manifest)
                .layers().stream().map(Descriptor::mediaType).toList();
    }

    private static Compression compression(Compression.Format format, int level) {
        return new Compression(format, OptionalInt.of(level), false);
    }

    @Test
    void a_manifest_is_converted_to_dockers_format_and_back_without_a_change() throws IOException {
        Manifest docker = copy(
                MemorySource.of(image), dir("docker"), TransferOptions.builder().format(Format.DOCKER));
        assertThat(docker.mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
        assertThat(((ImageManifest) docker).config().mediaType()).isEqualTo(MediaTypes.DOCKER_CONFIG);
        assertThat(((ImageManifest) docker).config().digest()).isEqualTo(image.id());
        assertThat(layerTypes(docker)).containsExactly(MediaTypes.DOCKER_LAYER_GZIP, MediaTypes.DOCKER_LAYER);
        Manifest oci =
                copy(open(dir("docker")), dir("oci"), TransferOptions.builder().format(Format.OCI));
        assertThat(oci.raw()).isEqualTo(image.manifest());
        assertSameLayers(dir("oci"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void layers_are_compressed_with_what_was_asked_for(Compression.Format format) throws IOException {
        Manifest written =
                copy(MemorySource.of(image), dir("x"), TransferOptions.builder().compression(compression(format, 2)));
        String type = format == Compression.Format.GZIP ? MediaTypes.OCI_LAYER_GZIP : MediaTypes.OCI_LAYER_ZSTD;
        assertThat(layerTypes(written)).containsExactly(type, type);
        assertSameLayers(dir("x"));
    }

    @Test
    void layers_are_decompressed_if_asked_for() throws IOException {
        Compression none = Compression.of(Compression.Format.NONE);
        Manifest written =
                copy(MemorySource.of(image), dir("x"), TransferOptions.builder().compression(none));
        assertThat(layerTypes(written)).containsOnly(MediaTypes.OCI_LAYER);
        assertThat(((ImageManifest) written).layers())
                .extracting(Descriptor::digest)
                .isEqualTo(image.diffIds);
        assertSameLayers(dir("x"));
    }

    @Test
    void a_layout_wants_its_layers_compressed_and_keeps_those_that_are() throws IOException {
        String layout = "oci:" + directory.resolve("layout") + ":x";
        Manifest written = copy(MemorySource.of(image), layout, TransferOptions.builder());
        assertThat(layerTypes(written)).containsOnly(MediaTypes.OCI_LAYER_GZIP);
        assertThat(((ImageManifest) written).layers().getFirst()).isEqualTo(image.layers.getFirst());
        assertSameLayers(layout);
    }

    @Test
    void the_same_layers_compress_to_the_same_bytes() throws IOException {
        String one = "oci:" + directory.resolve("one") + ":x";
        String two = "oci:" + directory.resolve("two") + ":x";
        assertThat(copy(MemorySource.of(image), one, TransferOptions.builder()).raw())
                .isEqualTo(copy(MemorySource.of(image), two, TransferOptions.builder())
                        .raw());
    }

    @Test
    void zstd_makes_dockers_manifest_one_of_oci_unless_dockers_was_asked_for() throws IOException {
        copy(MemorySource.of(image), dir("docker"), TransferOptions.builder().format(Format.DOCKER));
        Compression zstd = Compression.of(Compression.Format.ZSTD);
        Manifest written =
                copy(open(dir("docker")), dir("x"), TransferOptions.builder().compression(zstd));
        assertThat(written.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(
                        open(dir("docker")),
                        dir("y"),
                        TransferOptions.builder().compression(zstd).format(Format.DOCKER)))
                .withMessageContaining("no layers compressed with zstd");
    }

    @Test
    void what_would_change_a_preserved_digest_is_refused() {
        TransferOptions.Builder options = TransferOptions.builder().preserveDigests(true);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(MemorySource.of(image), dir("x"), options.format(Format.DOCKER)))
                .withMessageContaining("digest is to be preserved");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(
                        MemorySource.of(image),
                        dir("x"),
                        TransferOptions.builder()
                                .preserveDigests(true)
                                .compression(Compression.of(Compression.Format.ZSTD))))
                .withMessageContaining("digest is to be preserved");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void an_index_is_converted_with_its_images() throws IOException {
        TestIndex index = new TestIndex().add(image, "amd64").add(new TestImage().gzipLayer(5, 9), "arm64");
        TransferOptions.Builder all =
                TransferOptions.builder().instances(new Instances.All()).format(Format.DOCKER);
        Manifest written = copy(index.source(), dir("x"), all);
        assertThat(written.mediaType()).isEqualTo(MediaTypes.DOCKER_INDEX);
        assertThat(((ImageIndex) written).manifests())
                .extracting(Descriptor::mediaType)
                .containsOnly(MediaTypes.DOCKER_MANIFEST);
        assertThat(((ImageIndex) written).manifests().get(1).platform()).contains(TestIndex.platform("arm64"));
        assertSameLayers(dir("x"));
    }

    @Test
    void an_artifact_is_copied_as_it_is_and_not_converted() throws IOException {
        RawDocument artifact = artifact();
        MemorySource source = new MemorySource(artifact);
        source.blobs.put(Digest.sha256(bytes("{}")), bytes("{}"));
        source.blobs.put(Digest.sha256(bytes("hello")), bytes("hello"));
        assertThat(copy(source, dir("x"), TransferOptions.builder()).raw()).isEqualTo(artifact);
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(
                        () -> copy(source, dir("y"), TransferOptions.builder().format(Format.DOCKER)))
                .withMessageContaining("an artifact cannot be converted");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RawDocument artifact() {
        return RawDocument.of(bytes("""
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"a/b",
                "config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,
                "digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
                "layers":[{"mediaType":"text/plain","size":5,
                "digest":"sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}]}"""));
    }

    @Test
    void a_cancelled_copy_leaves_nothing() throws IOException {
        CancelSignal cancel = new CancelSignal();
        ProgressListener canceller = new ProgressListener() {
            @Override
            public void layerProgress(Descriptor layer, long bytes) {
                cancel.cancel();
            }
        };
        for (String place : List.of("oci:", "dir:", "oci-archive:", "docker-archive:")) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> copy(
                            MemorySource.of(image),
                            place + directory.resolve("x"),
                            TransferOptions.builder().listener(canceller).cancel(cancel)))
                    .matches(e -> e.kind() == Kind.CANCELLED);
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void what_the_policy_rejects_is_not_written() {
        ManifestCheck never = (source, manifest) -> {
            throw new ImageException(Kind.REJECTED, "no signature");
        };
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(
                        MemorySource.of(image),
                        dir("x"),
                        TransferOptions.builder().check(never)))
                .matches(e -> e.kind() == Kind.REJECTED);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void what_is_written_can_be_signed() throws IOException {
        ManifestSigner signer = manifest -> List.of(Signature.simple(
                RawDocument.of(new byte[] {-1, (byte) manifest.raw().size()})));
        Manifest written =
                copy(MemorySource.of(image), dir("x"), TransferOptions.builder().signers(List.of(signer)));
        try (ImageSource source = open(dir("x"))) {
            assertThat(source.signatures(written.raw().digest())).isEqualTo(signer.sign(written));
        }
    }

    @Test
    void layouts_may_share_their_blobs_and_give_up_images() throws IOException {
        ImageTransport.Context shared = new ImageTransport.Context(
                null,
                directory.resolve("tmp"),
                new PlaceOptions(Optional.of(directory.resolve("blobs")), true, Optional.empty(), List.of()));
        String layout = "oci:" + directory.resolve("layout");
        try (BlobDestination destination = Transports.create(layout + ":x", shared)) {
            ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults());
        }
        assertThat(directory.resolve("layout/blobs")).doesNotExist();
        assertThat(Transports.list(layout, shared)).containsExactly("x");
        Transports.delete(layout + ":x", shared);
        assertThat(Transports.list(layout, shared)).isEmpty();
        assertThat(directory.resolve("blobs/sha256")).isNotEmptyDirectory();
    }

    @Test
    void deleting_an_image_of_a_layout_leaves_the_blobs_of_the_others() throws IOException {
        String layout = "oci:" + directory.resolve("layout");
        TestImage other = new TestImage().gzipLayer(1, 70_000);
        copy(MemorySource.of(image), layout + ":x", TransferOptions.builder());
        copy(MemorySource.of(other), layout + ":y", TransferOptions.builder());
        Transports.delete(layout + ":x", context());
        assertThat(Transports.list(layout, context())).containsExactly("y");
        try (Stream<Path> blobs = Files.list(directory.resolve("layout/blobs/sha256"))) {
            assertThat(blobs).hasSize(3);
        }
        try (ImageSource source = open(layout + ":y")) {
            assertThat(ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults()))
                    .isEqualTo(other.id());
        }
    }
}

package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Layers that registries may not hand out: had from their addresses, and left there where a place may refer to them. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ForeignLayerTest {
    private static final String TYPE = MediaTypes.OCI_LAYER_FOREIGN + "+gzip";

    @TempDir
    Path directory;

    private final TestImage image = new TestImage().gzipLayer(1, 400_000).gzipLayer(2, 10);
    private TestRegistry elsewhere;
    private TestRegistry registry;
    private Descriptor layer;

    @BeforeEach
    void start() throws IOException {
        Descriptor plain = image.layers.getFirst();
        elsewhere = new TestRegistry(image);
        String url = "http://" + elsewhere.host() + "/v2/any/blobs/" + plain.digest();
        List<String> urls = List.of("ftp://127.0.0.1/layer", "http://" + elsewhere.host() + "/v2/gone", url);
        layer = new Descriptor(TYPE, plain.digest(), plain.size(), urls, Map.of(), Optional.empty());
        image.layers.set(0, layer);
        registry = new TestRegistry(image);
        registry.blobs.remove(layer.digest());
    }

    @AfterEach
    void stop() {
        registry.close();
        elsewhere.close();
    }

    private ImageSource remote() {
        return Transports.registry(registry.reference(), registry.options());
    }

    private Manifest copy(ImageSource source, String to) throws IOException {
        ImageTransport.Context context = new ImageTransport.Context(registry.options(), directory.resolve("tmp"));
        try (source;
                BlobDestination destination = Transports.create(to, context)) {
            return ImageCopier.copy(source, destination, TransferOptions.defaults());
        }
    }

    private ImageSource layout() throws IOException {
        String place = "oci:" + directory.resolve("layout") + ":x";
        copy(remote(), place);
        return Transports.open(place, new ImageTransport.Context(registry.options(), directory));
    }

    @Test
    void aStoreHasThemFromTheFirstAddressThatAnswers() {
        MemoryDestination store = new MemoryDestination();
        assertThat(ImageCopier.copy(remote(), store, CopyOptions.defaults())).isEqualTo(image.id());
        assertThat(store.layers.get(image.diffIds.getFirst())).isEqualTo(TestImage.bytes(1, 400_000));
        assertThat(registry.requestsFor(layer.digest().toString())).isZero();
    }

    @Test
    void aLayoutRefersToThem() throws IOException {
        String place = "oci:" + directory.resolve("layout") + ":x";
        assertThat(copy(remote(), place).raw()).isEqualTo(image.manifest());
        assertThat(elsewhere.requests).isEmpty();
        assertThat(directory.resolve("layout/blobs/sha256/" + layer.digest().hex()))
                .doesNotExist();
    }

    @Test
    void aDirectoryHasThemItselfAndStillSaysWhereTheyAreFrom() throws IOException {
        Manifest written = copy(layout(), "dir:" + directory.resolve("directory"));
        assertThat(written.raw()).isEqualTo(image.manifest());
        assertThat(directory.resolve("directory/" + layer.digest().hex()))
                .hasBinaryContent(image.blobs.get(layer.digest()));
    }

    @Test
    void aDockerArchiveHasThemUnpacked() throws IOException {
        Path archive = directory.resolve("archive.tar");
        copy(layout(), "docker-archive:" + archive);
        MemoryDestination store = new MemoryDestination();
        try (ImageArchive read = ImageArchive.open(archive, directory)) {
            ImageCopier.copy(read.images().getFirst(), store, CopyOptions.defaults());
        }
        assertThat(store.layers.get(image.diffIds.getFirst())).isEqualTo(TestImage.bytes(1, 400_000));
    }

    @Test
    void aTransferThatBreaksGoesOn() throws IOException {
        AtomicBoolean broke = new AtomicBoolean();
        elsewhere.misbehaviour = exchange -> {
            if (!exchange.getRequestURI().getPath().contains("/blobs/") || broke.getAndSet(true)) {
                return false;
            }
            byte[] blob = image.blobs.get(layer.digest());
            exchange.sendResponseHeaders(200, blob.length);
            exchange.getResponseBody().write(Arrays.copyOf(blob, 100_000));
            throw new IOException("broken on purpose");
        };
        copy(layout(), "dir:" + directory.resolve("directory"));
        assertThat(elsewhere.requestsFor("/blobs/")).isEqualTo(2);
    }

    @Test
    void whatIsNotTheLayerIsRefused() throws IOException {
        byte[] other = image.blobs.get(layer.digest()).clone();
        other[other.length / 2] ^= 1;
        elsewhere.blobs.put(layer.digest(), other);
        ImageSource source = layout();
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(source, "dir:" + directory.resolve("directory")))
                .matches(e -> e.kind() == Kind.CORRUPT);
        assertThat(Files.exists(directory.resolve("directory"))).isFalse();
    }

    @Test
    void aLayerThatNobodyHasIsNamedWithItsLastAddress() throws IOException {
        elsewhere.blobs.clear();
        ImageSource source = layout();
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> copy(source, "dir:" + directory.resolve("directory")))
                .withMessageContaining("cannot be had from http://" + elsewhere.host() + "/v2/any/blobs/")
                .withMessageContaining("status 404");
    }
}

package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.image.spi.HeldFile;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files of layers found by their content, and what becomes of those in new layers. */
class HeldFilesKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private final byte[] content = new byte[200_000];
    private final Digest digest = Digest.sha256(fill(content));
    private Store store;

    private static byte[] fill(byte[] bytes) {
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void open() {
        store = stores.open();
    }

    private byte[] archive(String name) {
        return new TarBuilder().file(name, 0644, content).build();
    }

    private Digest add(ImageDestination destination, byte[] tar, List<KnownContent> known) throws IOException {
        Digest diffId = Digest.sha256(tar);
        try (LayerWriter writer = (LayerWriter) destination.reserveLayer(diffId, Duration.ofSeconds(1))) {
            writer.write(new ByteArrayInputStream(tar), known);
            writer.commit();
        }
        return diffId;
    }

    private Map<Digest, HeldFile> find(ImageDestination destination) {
        return destination.heldFiles().orElseThrow().find(Map.of(digest, (long) content.length));
    }

    private Path digestsOf(Digest layer) {
        return stores.options().root().resolve("layers/sha256-" + layer.hex() + "/file-digests");
    }

    private static Digest read(HeldFile file) throws IOException {
        try (InputStream in = file.open()) {
            return Digest.sha256(in.readAllBytes());
        }
    }

    @Test
    void aStoreWithoutLayersHoldsNothing() {
        try (ImageDestination destination = store.images().newDestination()) {
            assertThat(destination.heldFiles()).isEmpty();
        }
    }

    @Test
    void aFileIsFoundByItsContentAndTheLayerLookedThroughOnce() throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            Digest layer = add(destination, archive("a/b"), List.of());
            assertThat(digestsOf(layer)).doesNotExist();
            assertThat(read(find(destination).get(digest))).isEqualTo(digest);
            assertThat(digestsOf(layer)).exists();
            Files.delete(stores.options().root().resolve("layers/sha256-" + layer.hex() + "/tree/a/b"));
            assertThat(find(destination)).containsKey(digest);
            assertThatThrownBy(() -> read(find(destination).get(digest))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anotherSizeIsAnotherContent() throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            add(destination, archive("f"), List.of());
            assertThat(destination.heldFiles().orElseThrow().find(Map.of(digest, 200_001L)))
                    .isEmpty();
        }
    }

    @Test
    void digestsThatAreDamagedAreFoundAnew() throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            Digest layer = add(destination, archive("f"), List.of());
            find(destination);
            byte[] whole = Files.readAllBytes(digestsOf(layer));
            Random random = new Random(2);
            for (int i = 0; i < 100; i++) {
                byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
                if (damaged.length > 0) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
                }
                Files.write(digestsOf(layer), damaged);
                assertThat(read(find(destination).get(digest))).isEqualTo(digest);
                assertThat(digestsOf(layer)).hasBinaryContent(whole);
            }
        }
    }

    @Test
    void whatIsKnownOfALayerIsKeptWithItAndItsFilesAreTheSame() throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            add(destination, archive("f"), List.of());
            Optional<HeldFile> held = Optional.of(find(destination).get(digest));
            byte[] tar = archive("g/h");
            Digest layer = add(destination, tar, List.of(new KnownContent(512, content.length, digest, held)));
            assertThat(digestsOf(layer)).exists();
            assertThat(store.layers().damage(layer)).isEmpty();
            try (InputStream given = store.layers().openTar(layer)) {
                assertThat(layer.matches(given.readAllBytes())).isTrue();
            }
        }
    }

    @Test
    void aHeldFileThatIsGoneOrShortIsReplacedByTheBytesThatCome() throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            Digest first = add(destination, archive("f"), List.of());
            Optional<HeldFile> held = Optional.of(find(destination).get(digest));
            Path file = stores.options().root().resolve("layers/sha256-" + first.hex() + "/tree/f");
            Files.write(file, new byte[7]);
            Digest second =
                    add(destination, archive("g"), List.of(new KnownContent(512, content.length, digest, held)));
            Files.delete(file);
            Digest third = add(destination, archive("h"), List.of(new KnownContent(512, content.length, digest, held)));
            assertThat(store.layers().damage(second)).isEmpty();
            assertThat(store.layers().damage(third)).isEmpty();
        }
    }

    @Test
    void aLayerThatIsNotWhatItsDiffIdSaysLeavesNothingWhateverWasKnown() throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            byte[] tar = archive("f");
            Digest other = Digest.sha256(new byte[1]);
            try (LayerWriter writer = (LayerWriter) destination.reserveLayer(other, Duration.ofSeconds(1))) {
                List<KnownContent> known = List.of(new KnownContent(512, content.length, digest, Optional.empty()));
                assertThatThrownBy(() -> writer.write(new ByteArrayInputStream(tar), known))
                        .isInstanceOf(ImageDestinationException.class);
            }
            assertThat(destination.heldFiles()).isEmpty();
        }
        assertThat(store.check(true)).isEmpty();
    }

    @Test
    void aLayerWithAFileThatWasFoundStaysUntilTheSessionEnds() throws IOException {
        ImageDestination first = store.images().newDestination();
        Digest layer = add(first, archive("f"), List.of());
        try (ImageDestination second = store.images().newDestination()) {
            Map<Digest, HeldFile> found = find(second);
            first.close();
            assertThat(store.layers().contains(layer)).isTrue();
            assertThat(read(found.get(digest))).isEqualTo(digest);
        }
    }
}

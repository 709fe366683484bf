package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.Compression;
import dev.pinisi.image.ImageCopier;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.Transports;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code containers-storage:}, found as whoever has both libraries finds it. */
class StoreTransportKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private final TestImage image = TestImage.small("one");

    private String place(String name) {
        StoreOptions options = stores.options();
        return "containers-storage:[overlay@" + options.root() + "+" + options.runRoot() + "]" + name;
    }

    private ImageTransport.Context context() throws IOException {
        RegistryOptions registries = RegistryOptions.of(ConfigPlaces.ofThisProcess());
        return new ImageTransport.Context(registries, stores.directory("tmp"));
    }

    private Manifest copy(String from, String to) throws IOException {
        try (ImageSource source = Transports.open(from, context());
                BlobDestination destination = Transports.create(to, context())) {
            return ImageCopier.copy(source, destination, TransferOptions.defaults());
        }
    }

    @Test
    void an_image_leaves_the_store_and_comes_back() throws IOException {
        String layout = "oci:" + stores.directory("layout") + ":x";
        image.storeIn(stores.open(), "localhost/a:1");
        Manifest written = copy(place("localhost/a:1"), layout);
        assertThat(((ImageManifest) written).layers().getFirst().mediaType())
                .endsWith(Compression.Format.GZIP.toString());
        Transports.delete(place("localhost/a:1"), context());
        assertThat(Transports.list(place(""), context())).isEmpty();
        Manifest back = copy(layout, place("b"));
        assertThat(back.raw()).isEqualTo(written.raw());
        assertThat(Transports.list(place(""), context())).containsExactly("docker.io/library/b:latest");
        StoredImage stored = stores.open().images().list().getFirst();
        assertThat(stored.digest()).isEqualTo(written.raw().digest());
        assertThat(stored.layers()).isEqualTo(image.diffIds());
    }

    @Test
    void of_several_names_one_is_deleted() throws IOException {
        image.storeIn(stores.open(), "localhost/a:1", "localhost/a:2");
        Transports.delete(place("localhost/a:1"), context());
        assertThat(Transports.list(place(""), context())).containsExactly("localhost/a:2");
    }

    @Test
    void what_is_not_there_or_malformed_is_named() throws IOException {
        ImageTransport.Context context = context();
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open(place("nothing"), context))
                .withMessageContaining("there is no such image in the store");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("containers-storage:[overlay@x]y", context))
                .withMessageContaining("absolute path");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("containers-storage:[/x", context))
                .withMessageContaining("a ] expected");
    }

    @Test
    void signatures_are_left_behind_as_they_would_be_void_for_what_leaves_the_store() throws IOException {
        Path directory = stores.directory("image");
        image.storeIn(stores.open(), "localhost/a:1");
        copy(place("localhost/a:1"), "dir:" + directory);
        Files.write(directory.resolve("signature-1"), new byte[] {(byte) 0x90, 1});

        copy("dir:" + directory, place("localhost/b:1"));

        try (ImageSource stored = Transports.open(place("localhost/b:1"), context())) {
            assertThat(stored.signatures(stored.digest())).isEmpty();
            assertThat(stored.identity().transport()).isEqualTo("containers-storage");
            assertThat(stored.identity().reference()).isPresent();
        }
    }
}

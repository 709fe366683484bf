package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballTransportTest {
    @TempDir
    Path directory;

    private final byte[] tar = new TestTar().file("a", TestImage.bytes(1, 5000)).end();

    private ImageSource open(String place) {
        return Transports.open(
                "tarball:" + place, new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp")));
    }

    @Test
    void files_become_the_layers_of_an_image() throws IOException {
        Path plain = Files.write(directory.resolve("a.tar"), tar);
        Path compressed = Files.write(directory.resolve("b.tgz"), TestImage.gzip(TestImage.bytes(2, 100)));
        MemoryDestination store = new MemoryDestination();
        try (ImageSource source = open(plain + ":" + compressed)) {
            ImageCopier.copy(source, store, CopyOptions.defaults());
            assertThat(((ImageManifest) source.manifest()).layers())
                    .extracting(layer -> layer.mediaType())
                    .containsExactly(MediaTypes.OCI_LAYER, MediaTypes.OCI_LAYER_GZIP);
        }
        assertThat(store.layers.get(Digest.sha256(tar))).isEqualTo(tar);
        assertThat(store.layers.get(Digest.sha256(TestImage.bytes(2, 100)))).isEqualTo(TestImage.bytes(2, 100));
    }

    @Test
    void nothing_can_be_written_there() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() ->
                        Transports.create("tarball:x", new ImageTransport.Context(TestFiles.UNCONFIGURED, directory)))
                .withMessageContaining("writing to tarball: is not supported");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> open("/nonexistent"))
                .withMessageContaining("/nonexistent cannot be read");
    }
}

package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.ImageValidation.Finding;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What validate finds, and that it finds nothing in a sound image. */
class ImageValidationTest {
    private final TestImage image = new TestImage();

    @Test
    void aSoundImageHasNoErrorsAndAllItsBytesAreCounted() throws IOException {
        byte[] tar = layer(new TestTar().entry("a/f", '0', new byte[100_000]));
        ImageValidation result = validate();
        assertThat(result.findings()).isEmpty();
        assertThat(result.images()).isEqualTo(1);
        assertThat(result.blobs()).isEqualTo(2);
        assertThat(result.bytes())
                .isEqualTo(TestImage.gzip(tar).length + image.config().size());
    }

    @Test
    void aBlobWithOtherBytesThanItsDigestsIsFound() throws IOException {
        layer(new TestTar().entry("f", '0', "content".getBytes(UTF_8)));
        Digest blob = image.layers.get(0).digest();
        image.blobs.put(
                blob,
                TestImage.gzip(
                        new TestTar().entry("f", '0', "CONTENT".getBytes(UTF_8)).end()));
        assertErrors("its content has the digest", "uncompressed it has the digest");
    }

    @Test
    void aWrongDiffIdIsFound() throws IOException {
        layer(new TestTar().entry("f", '0', new byte[10]));
        image.diffIds.set(0, Digest.sha256(new byte[0]));
        assertErrors("uncompressed it has the digest");
    }

    @Test
    void aWrongSizeIsFound() throws IOException {
        layer(new TestTar().entry("f", '0', new byte[10]));
        Descriptor layer = image.layers.get(0);
        image.layers.set(0, new Descriptor(layer.mediaType(), layer.digest(), layer.size() + 1));
        assertErrors("its descriptor says " + (layer.size() + 1));
    }

    @Test
    void aMissingBlobIsFound() throws IOException {
        layer(new TestTar().entry("f", '0', new byte[10]));
        image.blobs.remove(image.layers.get(0).digest());
        assertErrors("cannot be read");
    }

    @Test
    void aPathThatIsThereTwiceIsFound() throws IOException {
        layer(new TestTar().entry("f", '0', new byte[1]).entry("./f", '0', new byte[2]));
        assertErrors("/f is in it twice");
    }

    @Test
    void aTruncatedArchiveIsFound() throws IOException {
        byte[] half = java.util.Arrays.copyOf(
                new TestTar().entry("f", '0', new byte[5000]).end(), 1000);
        image.layer(half, TestImage.gzip(half), MediaTypes.OCI_LAYER_GZIP);
        assertErrors("is no archive that can be read");
    }

    @Test
    void aLayerOfTheOtherFamilyIsFound() throws IOException {
        byte[] tar = new TestTar().entry("f", '0', new byte[1]).end();
        image.layer(tar, TestImage.gzip(tar), MediaTypes.DOCKER_LAYER_GZIP);
        assertErrors("in a manifest of the other family");
    }

    private byte[] layer(TestTar tar) {
        byte[] bytes = tar.end();
        image.layer(bytes, TestImage.gzip(bytes), MediaTypes.OCI_LAYER_GZIP);
        return bytes;
    }

    private ImageValidation validate() throws IOException {
        return ImageValidation.of(MemorySource.of(image), new CancelSignal());
    }

    private void assertErrors(String... problems) throws IOException {
        ImageValidation result = validate();
        assertThat(result.isValid()).isFalse();
        for (String problem : problems) {
            assertThat(result.findings()).extracting(Finding::problem).anyMatch(text -> text.contains(problem));
        }
    }
}

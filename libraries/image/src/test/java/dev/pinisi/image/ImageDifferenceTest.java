package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.ImageDifference.FileChange;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two images differ in. */
class ImageDifferenceTest {
    private final TestImage first = new TestImage();
    private final TestImage second = new TestImage();

    @Test
    void anImageDoesNotDifferFromItself() throws IOException {
        both(new TestTar().entry("f", '0', bytes("f")));
        assertThat(difference().isEmpty()).isTrue();
    }

    @Test
    void filesAreAddedRemovedAndModified() throws IOException {
        both(new TestTar()
                .entry("kept", '0', bytes("kept"))
                .entry("gone", '0', bytes("gone"))
                .entry("f", '0', bytes("1")));
        layer(
                second,
                new TestTar()
                        .entry("new", '0', bytes("new"))
                        .entry(".wh.gone", '0', new byte[0])
                        .entry("f", '0', bytes("2"))
                        .entry("kept", '0', bytes("kept")));
        ImageDifference difference = difference();
        assertThat(difference.files()).extracting(FileChange::path).containsExactly("f", "gone", "new");
        assertThat(difference.files().get(0))
                .isInstanceOfSatisfying(
                        FileChange.Modified.class,
                        change -> assertThat(change.what()).containsExactly("content"));
        assertThat(difference.files().get(1)).isInstanceOf(FileChange.Removed.class);
        assertThat(difference.files().get(2)).isInstanceOf(FileChange.Added.class);
        assertThat(difference.inBoth()).hasSize(1);
        assertThat(difference.onlyInSecond()).hasSize(1);
        assertThat(difference.onlyInFirst()).isEmpty();
    }

    @Test
    void aFileThatBecameALinkDiffersInTypeAndTarget() throws IOException {
        layer(first, new TestTar().entry("f", '0', bytes("f")));
        layer(second, new TestTar().link("f", '2', "elsewhere"));
        assertThat(difference().files())
                .singleElement()
                .isInstanceOfSatisfying(
                        FileChange.Modified.class,
                        change -> assertThat(change.what()).contains("type", "target"));
    }

    @Test
    void aLayerThatBothHaveIsReadOnce() throws IOException {
        both(new TestTar().entry("f", '0', bytes("f")));
        MemorySource one = MemorySource.of(first);
        MemorySource other = MemorySource.of(second);
        ImageDifference.of(one, view(one), other, view(other));
        Digest layer = first.layers.get(0).digest();
        assertThat(one.opened).contains(layer);
        assertThat(other.opened).doesNotContain(layer);
    }

    private ImageDifference difference() throws IOException {
        MemorySource one = MemorySource.of(first);
        MemorySource other = MemorySource.of(second);
        return ImageDifference.of(one, view(one), other, view(other));
    }

    private static ImageView view(MemorySource source) throws IOException {
        return ImageView.of(source, Platform.parse("linux/amd64"));
    }

    private void both(TestTar tar) {
        byte[] bytes = tar.end();
        List.of(first, second).forEach(image -> image.layer(bytes, TestImage.gzip(bytes), MediaTypes.OCI_LAYER_GZIP));
    }

    private static void layer(TestImage image, TestTar tar) {
        byte[] bytes = tar.end();
        image.layer(bytes, TestImage.gzip(bytes), MediaTypes.OCI_LAYER_GZIP);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

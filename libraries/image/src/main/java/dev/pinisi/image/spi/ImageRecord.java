package dev.pinisi.image.spi;

import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import java.util.List;
import java.util.Optional;

/**
 * What is stored about an image besides its layers.
 *
 * @param names full references, {@code docker.io/library/busybox:latest}; may be empty
 * @param repositories the repositories it was had from, without tag, {@code docker.io/library/busybox}: together with
 *     the digests of manifest and index they make the image's repo digests
 * @param index the digest of the index that the manifest was selected from
 * @param layers from the base up
 */
public record ImageRecord(
        ImageManifest manifest,
        ImageConfig config,
        List<String> names,
        List<String> repositories,
        Optional<Digest> index,
        List<Layer> layers) {

    /**
     * One layer.
     *
     * @param diffId the digest of its uncompressed tar archive
     * @param blob the archive as the manifest describes it, compressed most often
     */
    public record Layer(Digest diffId, Descriptor blob) {}

    /** The image's ID. */
    public Digest id() {
        return manifest.config().digest();
    }
}

package dev.pinisi.image.spi;

import dev.pinisi.image.ImageIdentity;
import dev.pinisi.image.Signature;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place that one image, or an index of images, is read from. Safe for use by several threads at once.
 *
 * <p>A place that keeps layers unpacked offers them as they are: its manifest is one of uncompressed layers, each with
 * its DiffID as digest ({@code UncompressedManifest} makes it), and {@link #open} gives the tar archives back.
 */
public interface ImageSource extends AutoCloseable {

    /** How errors call this place: {@code docker://docker.io/library/busybox:latest}. */
    String name();

    /** The full names that the image has in this place, {@code docker.io/library/busybox:latest}; may be empty. */
    List<String> names();

    /** The manifest or index of what the name stands for. */
    Manifest manifest() throws IOException;

    /**
     * A manifest that the index refers to.
     *
     * @param instance its descriptor in the index; the bytes given are verified against it
     */
    Manifest manifest(Descriptor instance) throws IOException;

    /**
     * Opens a blob, a configuration or a layer. What is read is <em>not</em> verified: the caller does that.
     *
     * @param blob as the manifest describes it
     */
    InputStream open(Descriptor blob) throws IOException;

    /**
     * Opens a part of a blob; also not verified. Places that can give parts do not read what is before them.
     *
     * @param offset where the part begins
     * @param length how much of it is needed; the stream may go on
     */
    default InputStream open(Descriptor blob, long offset, long length) throws IOException {
        InputStream whole = open(blob);
        try {
            whole.skipNBytes(offset);
            return whole;
        } catch (IOException | RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    /** Gives parts of a blob, for places that can, and where that saves more than it costs. */
    default Optional<BlobParts> parts(Descriptor blob) {
        return Optional.empty();
    }

    /** The digest under which {@link #manifest()} is known where it came from. */
    default Digest digest() throws IOException {
        return manifest().raw().digest();
    }

    /** Where the image is, as policies see it. */
    default ImageIdentity identity() {
        return ImageIdentity.of(name());
    }

    /** The signatures that lie beside a manifest or index of this image; none where the place keeps none. */
    default List<Signature> signatures(Digest manifest) throws IOException {
        return List.of();
    }

    /** As {@link BlobDestination#repository()}: where the blobs may be mounted from. */
    default Optional<String> repository() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}

package dev.pinisi.image.spi;

import dev.pinisi.image.Signature;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place that takes manifests and blobs as they are: a registry, a layout, an archive, a directory. The session of one
 * transfer, in the order blobs, then the manifests that refer to them, indexes last, then signatures, then
 * {@link #commit()}.
 *
 * <p>{@link #reuse} and {@link #write} are called by several threads at once where {@link Acceptance#parallel} says so.
 */
public interface BlobDestination extends AutoCloseable {

    /** How errors call this place: {@code oci:/tmp/layout:latest}. */
    String name();

    /** What this place can hold. */
    Acceptance accepts();

    /**
     * The repository that blobs written here are in, {@code registry.example:5000/library/busybox}: what other
     * repositories of the registry may later mount them from. Empty where nothing can be mounted.
     */
    default Optional<String> repository() {
        return Optional.empty();
    }

    /** What this place's name stands for now, where that is known without reading it. */
    default Optional<Digest> current() throws IOException {
        return Optional.empty();
    }

    /**
     * Has the blob without its bytes being sent: because it is there, or made to be there from elsewhere.
     *
     * @param blob of known digest; the size may be unknown
     * @param repositories that are known to hold it, in the form of {@link #repository()}, best first; those of other
     *     registries are to be ignored
     * @return the blob as it is there, its size filled in; empty if it must be written
     */
    Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) throws IOException;

    /**
     * Writes a blob, reading the stream to its end. Nothing of it is visible unless that end was reached.
     *
     * <p>Where the digest is known the stream verifies itself: it fails, at its end at the latest, when the bytes are
     * not of that digest and size, so that nobody needs to hash them a second time. Where it is unknown this place
     * computes it (SHA-256).
     *
     * @param bytes closed by the caller
     * @return what was written, of the media type given
     * @throws IOException if reading or writing fails; the caller may try again with a new stream
     */
    Descriptor write(InputStream bytes, BlobSpec blob) throws IOException;

    /**
     * Takes a manifest or index. All that it refers to has been written or reused before, save what a sparse index
     * leaves out.
     *
     * @param top whether it is what this place's name will stand for
     */
    void manifest(Manifest manifest, boolean top) throws IOException;

    /** Keeps signatures of a manifest that was taken. Called only with kinds that {@link #accepts()} names. */
    default void signatures(Digest manifest, List<Signature> signatures) throws IOException {
        if (!signatures.isEmpty()) {
            throw new IOException(name() + " keeps no signatures");
        }
    }

    /** Makes all that was taken durable and visible: all or nothing, atomically where the medium can. */
    void commit() throws IOException;

    /** Told, before {@link #close()}, that the copy was given up for good: nothing needs to stay for a next try. */
    default void discard() throws IOException {}

    /** Ends the session. Without {@link #commit()} nothing of it is visible; verified blobs may stay for a next try. */
    @Override
    void close() throws IOException;
}

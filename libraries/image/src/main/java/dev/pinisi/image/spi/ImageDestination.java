package dev.pinisi.image.spi;

import dev.pinisi.spec.Digest;
import java.time.Duration;
import java.util.Optional;

/**
 * A place that takes one image, layer by layer: the session of one transfer.
 *
 * <p>Safe for use by several threads at once. A layer that this session said to be there, or that was written through
 * it, stays at least until {@link #close()}, whatever else removes images meanwhile.
 */
public interface ImageDestination extends AutoCloseable {

    /**
     * Whether the layer with this DiffID is there, whole. Never waits.
     *
     * @param diffId the digest of the layer's uncompressed tar archive
     */
    boolean hasLayer(Digest diffId);

    /**
     * Reserves the writing of one layer, so that of many processes and threads only one fetches it. While another
     * writes it, waits for that one's end.
     *
     * @param patience how long to wait for another writer; callers that may be cancelled ask again and again
     * @return {@link LayerReservation.Present} if the layer is there (now), {@link LayerReservation.Busy} if the other
     *     writer was not done in time, else a {@link LayerWriter} for the caller
     * @throws ImageDestinationException if the place cannot take the layer
     */
    LayerReservation reserveLayer(Digest diffId, Duration patience);

    /** The files of the layers that are there; empty if there are none, or if they cannot be had one by one. */
    default Optional<HeldFiles> heldFiles() {
        return Optional.empty();
    }

    /**
     * Stores the image under its names: all or nothing, atomically. Every layer of it must be there. A name that was
     * another image's becomes this one's.
     *
     * @return the image's ID: the digest of its configuration
     */
    Digest commit(ImageRecord image);

    /** Ends the session. Layers written for an image that was not committed may go, or stay for the next attempt. */
    @Override
    void close();
}

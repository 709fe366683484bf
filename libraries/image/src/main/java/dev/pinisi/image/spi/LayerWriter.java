package dev.pinisi.image.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The task of writing one layer. Used by one thread. {@link #close()} without {@link #commit()} leaves nothing. */
public non-sealed interface LayerWriter extends LayerReservation, AutoCloseable {

    /**
     * Unpacks or keeps the layer, reading to the stream's end, padding after the archive's end included. The bytes
     * read are verified against the DiffID. Called once.
     *
     * @param tar the uncompressed tar archive; the caller closes it
     * @throws IOException if reading {@code tar} fails; such a failure is passed on as it is
     * @throws ImageDestinationException if the archive is malformed, hostile, not of the DiffID, or cannot be stored
     */
    void write(InputStream tar) throws IOException;

    /**
     * The same for an archive of which something is known: contents that are here need not be stored twice.
     *
     * @param known in the order of the archive
     */
    default void write(InputStream tar, List<KnownContent> known) throws IOException {
        write(tar);
    }

    /** Makes the written layer durable and visible, and gives up the reservation. */
    void commit();

    /** Gives up the reservation; what was written without {@link #commit()} is removed. */
    @Override
    void close();
}

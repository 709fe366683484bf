package dev.pinisi.image.spi;

import java.io.IOException;
import java.io.InputStream;

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

    /** Makes the written layer durable and visible, and gives up the reservation. */
    void commit();

    /** Gives up the reservation; what was written without {@link #commit()} is removed. */
    @Override
    void close();
}

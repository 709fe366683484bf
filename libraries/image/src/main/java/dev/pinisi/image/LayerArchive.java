package dev.pinisi.image;

import dev.pinisi.image.internal.partial.RecordedArchive;
import dev.pinisi.image.internal.stream.Decompression;
import java.io.IOException;
import java.io.InputStream;

/** A layer's archive as it comes from outside. */
public final class LayerArchive {
    /** The files of an unpacked layer. */
    public interface Contents {
        /**
         * Opens a regular file.
         *
         * @param path as the archive has it: not normalised, and not to be trusted
         */
        InputStream open(byte[] path) throws IOException;
    }

    private LayerArchive() {}

    /**
     * The archive uncompressed, whether it is compressed with gzip, zstd or not at all.
     *
     * @param source closed with the stream that is returned
     * @throws ImageException UNSUPPORTED, if it is compressed in another way
     */
    public static InputStream open(InputStream source) throws IOException {
        return Decompression.open(source);
    }

    /**
     * The archive of an unpacked layer, bit for bit, if its files are what they were. What is read is <em>not</em> verified.
     *
     * @param tarSplit what tar-split recorded of it, compressed or not; closed with the stream that is returned, and if
     *     this fails
     */
    public static InputStream recorded(InputStream tarSplit, Contents contents) throws IOException {
        return RecordedArchive.open(tarSplit, contents);
    }
}

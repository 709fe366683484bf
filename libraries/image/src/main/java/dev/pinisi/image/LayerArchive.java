package dev.pinisi.image;

import dev.pinisi.image.internal.stream.Decompression;
import java.io.IOException;
import java.io.InputStream;

/** A layer's archive as it comes from outside. */
public final class LayerArchive {
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
}

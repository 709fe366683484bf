package dev.pinisi.image.internal.files;

import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Parts of one blob. */
record Ranges(ImageSource source, Descriptor blob) {
    /** Exactly these bytes. */
    byte[] read(long offset, int length) throws IOException {
        try (InputStream in = open(offset, length)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("blob " + blob.digest() + " ends early");
            }
            return bytes;
        }
    }

    /** A stream that begins at the offset, inside the blob, and ends after so many bytes at the earliest. */
    InputStream open(long offset, long length) throws IOException {
        if (offset < 0 || length < 0 || offset > blob.size() - length) {
            throw new IOException("blob " + blob.digest() + ": its table of contents points behind its end");
        }
        return source.open(blob, offset, length);
    }
}

package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells failures of the source from those of the destination, which reads this. */
final class SourceStream extends FilterInputStream {
    SourceStream(InputStream source) {
        super(source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, "it cannot be read: " + e.getMessage(), e);
        }
    }
}

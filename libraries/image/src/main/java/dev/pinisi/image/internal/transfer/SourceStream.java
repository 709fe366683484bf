package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.stream.BlockFilter;
import java.io.IOException;
import java.io.InputStream;

/** Tells failures of the source from those of the destination, which reads this. */
final class SourceStream extends BlockFilter {
    SourceStream(InputStream source) {
        super(source);
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

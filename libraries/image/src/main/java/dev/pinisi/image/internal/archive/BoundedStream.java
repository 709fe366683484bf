package dev.pinisi.image.internal.archive;

import dev.pinisi.image.internal.stream.BlockFilter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of another stream; fewer are an error. */
final class BoundedStream extends BlockFilter {
    private long left;

    BoundedStream(InputStream source, long length) {
        super(source);
        left = length;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = super.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the archive ends early: it is truncated");
        }
        left -= count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

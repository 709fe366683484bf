package dev.pinisi.image.internal.partial;

import dev.pinisi.image.internal.stream.BlockFilter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Exactly so many bytes of a stream, which it closes. */
final class Slice extends BlockFilter {
    private long left;

    Slice(InputStream in, long length) {
        super(in);
        left = length;
    }

    /** So many zeros. */
    static Slice zeros(long length) {
        return new Slice(
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] target, int offset, int count) {
                        Arrays.fill(target, offset, offset + count, (byte) 0);
                        return count;
                    }
                },
                length);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0 || left == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = super.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("a content is " + left + " bytes shorter than what is recorded of it");
        }
        left -= count;
        return count;
    }
}

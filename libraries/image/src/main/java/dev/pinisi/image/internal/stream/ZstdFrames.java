package dev.pinisi.image.internal.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Leaves the skippable frames (RFC 8878, section 3.1.2) out of a zstd stream, as zstd:chunked layers end in them and the
 * decompressor knows only frames with data.
 */
final class ZstdFrames extends BlockInputStream {
    private static final int LONGEST_HEADER = 14;

    private final InputStream source;
    private final byte[] pending = new byte[4 + LONGEST_HEADER];
    private int pendingAt;
    private int pendingEnd;
    private long passThrough;
    private boolean inFrame;
    private boolean lastBlock;
    private boolean checksum;

    ZstdFrames(InputStream source) {
        this.source = source;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (pendingAt == pendingEnd && passThrough == 0) {
            if (!advance()) {
                return -1;
            }
        }
        if (pendingAt < pendingEnd) {
            int count = Math.min(length, pendingEnd - pendingAt);
            System.arraycopy(pending, pendingAt, target, offset, count);
            pendingAt += count;
            return count;
        }
        int count = source.read(target, offset, (int) Math.min(length, passThrough));
        if (count < 0) {
            throw early();
        }
        passThrough -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Finds out what comes next: a block, a frame's end, another frame. */
    private boolean advance() throws IOException {
        pendingAt = 0;
        pendingEnd = 0;
        if (!inFrame) {
            return beginFrame();
        }
        if (lastBlock) {
            inFrame = false;
            passThrough = checksum ? 4 : 0;
            return true;
        }
        take(3);
        int header = (pending[0] & 0xff) | ((pending[1] & 0xff) << 8) | ((pending[2] & 0xff) << 16);
        lastBlock = (header & 1) != 0;
        boolean repeated = ((header >> 1) & 3) == 1;
        passThrough = repeated ? 1 : header >> 3;
        return true;
    }

    private boolean beginFrame() throws IOException {
        int got = source.readNBytes(pending, 0, 4);
        if (got == 0) {
            return false;
        }
        if (got < 4) {
            throw early();
        }
        boolean skippable =
                (pending[0] & 0xf0) == 0x50 && pending[1] == 0x2a && pending[2] == 0x4d && pending[3] == 0x18;
        if (skippable) {
            skipFrame();
        } else {
            readHeader();
        }
        return true;
    }

    private void skipFrame() throws IOException {
        take(4);
        long size = 0;
        for (int i = 3; i >= 0; i--) {
            size = (size << 8) | (pending[i] & 0xff);
        }
        pendingEnd = 0;
        source.skipNBytes(size);
    }

    private void readHeader() throws IOException {
        pendingEnd = 4;
        take(1);
        int descriptor = pending[4] & 0xff;
        boolean single = (descriptor & 0x20) != 0;
        int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
        int content = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >> 6];
        take((single ? 0 : 1) + dictionary + content);
        checksum = (descriptor & 4) != 0;
        inFrame = true;
        lastBlock = false;
    }

    private void take(int count) throws IOException {
        if (source.readNBytes(pending, pendingEnd, count) < count) {
            throw early();
        }
        pendingEnd += count;
    }

    private static EOFException early() {
        return new EOFException("the zstd stream ends early");
    }
}

package dev.pinisi.image.internal.chunked;

import java.util.Arrays;

/**
 * Where a file's content is cut into chunks: where a sum over the last 64 bytes says so, about every 64 KiB, so that a
 * change moves no boundary far from it; and around holes. The rules are containers/storage's, so that chunks of both are
 * the same.
 */
final class ChunkBoundaries {
    /** As many zeros in a row are a hole. */
    static final int HOLE = 1 << 10;

    private static final int WINDOW = 64;
    private static final int OFFSET = 31;
    private static final int MASK = (1 << 16) - 1;

    private final byte[] window = new byte[WINDOW];
    private int at;
    private int first;
    private int second;

    ChunkBoundaries() {
        begin();
    }

    /** Begins another file. */
    void begin() {
        Arrays.fill(window, (byte) 0);
        at = 0;
        first = WINDOW * OFFSET;
        second = WINDOW * (WINDOW - 1) * OFFSET;
    }

    /** Takes the next byte; whether a chunk ends behind it. */
    boolean endsBehind(byte next) {
        int dropped = window[at] & 0xff;
        first += (next & 0xff) - dropped;
        second += first - WINDOW * (dropped + OFFSET);
        window[at] = next;
        at = (at + 1) & (WINDOW - 1);
        return (second & MASK) == MASK;
    }

    /** Takes a hole, which has boundaries anyway. */
    void hole(long length) {
        // once the window is all zeros, more of them change nothing
        for (int i = 0; i < Math.min(length, WINDOW); i++) {
            endsBehind((byte) 0);
        }
    }
}

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
    private boolean ended;

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

    /**
     * Takes bytes until a chunk ends, or zeros begin that may be a hole: that go on to the end of what is here, or are many.
     *
     * @return behind the last byte that was taken
     */
    int take(byte[] bytes, int from, int to) {
        int one = first;
        int two = second;
        int slot = at;
        int ordinary = from;
        int i = from;
        ended = false;
        while (i < to && !ended) {
            byte next = bytes[i];
            if (next == 0 && i >= ordinary) {
                ordinary = behindZeros(bytes, i, to);
                if (ordinary == to || ordinary - i >= HOLE) {
                    break;
                }
            }
            int dropped = window[slot] & 0xff;
            window[slot] = next;
            slot = (slot + 1) & (WINDOW - 1);
            one += (next & 0xff) - dropped;
            two += one - WINDOW * (dropped + OFFSET);
            ended = (two & MASK) == MASK;
            i++;
        }
        first = one;
        second = two;
        at = slot;
        return i;
    }

    private static int behindZeros(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] == 0) {
            i++;
        }
        return i;
    }

    /** Whether a chunk ends behind what was taken last. */
    boolean ended() {
        return ended;
    }

    /** Takes a hole, which has boundaries anyway. */
    void hole(long length) {
        // once the window is all zeros, more of them change nothing
        for (int i = 0; i < Math.min(length, WINDOW); i++) {
            endsBehind((byte) 0);
        }
    }
}

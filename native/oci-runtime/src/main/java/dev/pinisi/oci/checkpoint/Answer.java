package dev.pinisi.oci.checkpoint;

import dev.pinisi.oci.kernel.Utf8;

/** A protocol buffer that is read. Of a field that is there more than once, the last one counts. */
final class Answer {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    /**
     * All of it or a part.
     *
     * @throws CheckpointException if the bytes are none
     */
    Answer(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        find(-1, VARINT);
    }

    /** A number; the fallback if there is none. */
    long number(int field, long fallback) {
        return find(field, VARINT) < 0 ? fallback : varint();
    }

    boolean flag(int field) {
        return number(field, 0) != 0;
    }

    /** A text; empty if there is none. */
    String text(int field) {
        int length = find(field, BYTES);
        return length < 0 ? "" : Utf8.decode(bytes, at, length);
    }

    /** A message; one without fields if there is none. */
    Answer message(int field) {
        int length = find(field, BYTES);
        return length < 0 ? new Answer(bytes, end, end) : new Answer(bytes, at, at + length);
    }

    /** Goes to a field's content: its length, or -1 if there is no such field. */
    private int find(int field, int type) {
        int found = -1;
        int foundLength = -1;
        at = start;
        while (at < end) {
            long key = varint();
            int length = length((int) key & 7);
            if (length < 0 || length > end - at) {
                throw malformed();
            }
            if (key >>> 3 == field && (key & 7) == type) {
                found = at;
                foundLength = length;
            }
            at += length;
        }
        at = found;
        return foundLength;
    }

    private int length(int type) {
        return switch (type) {
            case VARINT -> varintLength();
            case FIXED_64 -> 8;
            case FIXED_32 -> 4;
            case BYTES -> (int) Math.min(varint() & Long.MAX_VALUE, Integer.MAX_VALUE);
            default -> throw malformed();
        };
    }

    private int varintLength() {
        int begin = at;
        varint();
        int length = at - begin;
        at = begin;
        return length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw malformed();
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    private static CheckpointException malformed() {
        return new CheckpointException("criu's answer is no protocol buffer: is the program on PATH CRIU?");
    }
}

package dev.pinisi.storage.internal.tar;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of an archive, in chunks as they come. What is not a file's content is recorded literally, so that the
 * archive can be given back.
 */
final class TarInput {
    private final ChunkSource source;
    private final Literals headers;
    private final long limit;
    private @Nullable Chunk chunk;
    private byte[] buffer = {};
    private int position;
    private int end;
    private long total;

    TarInput(ChunkSource source, Literals headers, long limit) {
        this.source = source;
        this.headers = headers;
        this.limit = limit;
    }

    /** Reads one block of 512 bytes and records it; the archive must not end before. */
    void literalBlock(byte[] into) {
        if (!tryLiteralBlock(into)) {
            throw truncated();
        }
    }

    /** The same, but false if the archive ends here. */
    boolean tryLiteralBlock(byte[] into) {
        int done = 0;
        while (done < into.length) {
            int count = available(into.length - done);
            if (count == 0 && done == 0) {
                return false;
            }
            requireMore(count);
            System.arraycopy(buffer, position, into, done, count);
            consume(count);
            done += count;
        }
        headers.literal(into, 0, into.length);
        return true;
    }

    /** Records so many bytes without looking at them. */
    void literal(long length) {
        long left = length;
        while (left > 0) {
            int count = available(left);
            requireMore(count);
            headers.literal(buffer, position, count);
            consume(count);
            left -= count;
        }
    }

    /** Records all that is left. */
    void literalToEnd() {
        for (int count = available(Long.MAX_VALUE); count > 0; count = available(Long.MAX_VALUE)) {
            headers.literal(buffer, position, count);
            consume(count);
        }
    }

    /** How many bytes, of those wanted, stand at {@link #position} of {@link #buffer}; 0 only at the archive's end. */
    int available(long wanted) {
        while (position == end) {
            if (!refill()) {
                return 0;
            }
        }
        return (int) Math.min(wanted, end - position);
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    /** Of the next byte in the archive. */
    long offset() {
        return total - (end - position);
    }

    void consume(int count) {
        position += count;
    }

    static void requireMore(int count) {
        if (count == 0) {
            throw truncated();
        }
    }

    private static TarException truncated() {
        return new TarException("it ends within an entry; it is truncated");
    }

    private boolean refill() {
        if (chunk != null) {
            source.recycle(chunk);
        }
        chunk = source.next();
        if (chunk == null) {
            position = 0;
            end = 0;
            return false;
        }
        buffer = chunk.bytes;
        position = 0;
        end = chunk.length;
        total += end;
        if (total > limit) {
            throw new TarException("it is larger than the limit of " + limit + " bytes");
        }
        return true;
    }
}

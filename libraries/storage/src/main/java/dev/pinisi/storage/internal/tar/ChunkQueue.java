package dev.pinisi.storage.internal.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands a stream from the thread that reads it (and decompresses it on the way) to the one that unpacks it, so that
 * both work at once. A few buffers go round.
 */
final class ChunkQueue implements ChunkSource {
    private static final int CHUNKS = 6;

    private final ArrayBlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(CHUNKS + 1);
    private final ArrayBlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS + 1);
    private final Chunk stop = new Chunk();
    private final Chunk end = new Chunk();
    private boolean ended;

    ChunkQueue() {
        for (int i = 0; i < CHUNKS; i++) {
            empty.add(new Chunk());
        }
    }

    /** The reading side: passes all of the stream on, until its end or until the other side stops. */
    void feed(InputStream from) throws IOException, InterruptedException {
        boolean whole = false;
        try {
            for (Chunk chunk = empty.take(); chunk != stop; chunk = empty.take()) {
                chunk.length = from.readNBytes(chunk.bytes, 0, chunk.bytes.length);
                if (chunk.length == 0) {
                    break;
                }
                full.put(chunk);
            }
            whole = true;
        } finally {
            full.add(whole ? end : stop);
        }
    }

    @Override
    public @Nullable Chunk next() {
        if (ended) {
            return null;
        }
        Chunk chunk = takeFull();
        if (chunk == stop) {
            throw new BrokenFeedException();
        }
        ended = chunk == end;
        return ended ? null : chunk;
    }

    @Override
    public void recycle(Chunk chunk) {
        empty.add(chunk);
    }

    /** The unpacking side wants no more. */
    void stop() {
        empty.add(stop);
    }

    private Chunk takeFull() {
        try {
            return full.take();
        } catch (InterruptedException e) {
            throw new BrokenFeedException();
        }
    }

    /** The reading side failed; it knows why. */
    static final class BrokenFeedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

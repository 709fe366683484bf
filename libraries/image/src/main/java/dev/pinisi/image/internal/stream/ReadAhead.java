package dev.pinisi.image.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads another stream ahead on a thread of its own, into a fixed set of buffers, so that two stages of a pipeline
 * work side by side in bounded memory. Used by one reader.
 */
public final class ReadAhead extends BlockInputStream {
    /** Large enough that a hand-over between threads costs nothing beside the work on the piece. */
    public static final int PIECE = 256 << 10;

    private static final int PIECES = 4;

    private static final class Piece {
        final byte[] bytes = Spares.PIECES.take().orElseGet(() -> new byte[PIECE]);
        int length;

        @Nullable
        Throwable failure;
    }

    private final InputStream source;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;
    private @Nullable Piece current;
    private int position;
    private boolean ended;

    private ReadAhead(InputStream source, Thread.Builder threads) {
        this.source = source;
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece());
        }
        thread = threads.unstarted(this::fill);
    }

    /**
     * Starts reading what may block for long: on a virtual thread, whose socket an interrupt closes, so that
     * {@link #close()} need not wait for the other side.
     *
     * @param source closed by this stream's own thread when it ends
     */
    public static ReadAhead ofNetwork(InputStream source, String name) {
        return started(new ReadAhead(source, Thread.ofVirtual().name(name)));
    }

    /**
     * Starts reading what keeps a processor busy.
     *
     * @param source closed by this stream's own thread when it ends
     */
    public static ReadAhead ofComputation(InputStream source, String name) {
        return started(new ReadAhead(source, Thread.ofPlatform().daemon().name(name)));
    }

    private static ReadAhead started(ReadAhead stream) {
        stream.thread.start();
        return stream;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        Piece piece = nextPiece();
        if (piece.length < 0) {
            ended = true;
            return -1;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece.bytes, position, target, offset, count);
        position += count;
        return count;
    }

    /** Stops reading ahead and waits until the source is closed. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (ended) {
            giveBack();
        }
    }

    /** Of a stream that was read to its end, nothing is read again. */
    private void giveBack() {
        for (Piece piece = free.poll(); piece != null; piece = free.poll()) {
            Spares.PIECES.give(piece.bytes);
        }
    }

    private Piece nextPiece() throws IOException {
        Piece piece = current;
        try {
            if (piece != null && piece.length >= 0 && position == piece.length) {
                free.put(piece);
                piece = null;
            }
            if (piece == null) {
                piece = full.take();
                current = piece;
                position = 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        rethrow(piece.failure);
        return piece;
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    private void fill() {
        try (source) {
            Piece piece;
            do {
                piece = free.take();
                fill(piece);
                full.put(piece);
            } while (piece.length >= 0);
        } catch (InterruptedException e) {
            // closed: nobody waits for more
            return;
        } catch (IOException e) {
            // closing failed after all was read: nothing is lost
            return;
        }
    }

    /** Fills the piece to the brim, so that small reads from a socket do not make for many hand-overs. */
    private void fill(Piece piece) {
        try {
            int length = source.readNBytes(piece.bytes, 0, PIECE);
            piece.length = length == 0 ? -1 : length;
        } catch (IOException | RuntimeException | Error e) {
            piece.length = -1;
            piece.failure = e;
        }
    }
}

package dev.pinisi.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream whose bytes another thread produces while it is read; a few pieces are made ahead. */
final class ProducedStream extends InputStream {
    private static final int PIECE = 64 << 10;
    private static final int AHEAD = 8;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private byte[] piece = END;
    private int at;
    private boolean ended;

    /** What produces the bytes. */
    interface Producer {
        void writeTo(OutputStream out) throws IOException;
    }

    ProducedStream(String name, Producer producer) {
        Thread.ofPlatform().daemon().name(name).start(() -> produce(producer));
    }

    private void produce(Producer producer) {
        try (Pieces out = new Pieces()) {
            producer.writeTo(out);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        try {
            put(END);
        } catch (IOException nobodyReads) {
            return;
        }
    }

    private void put(byte[] next) throws IOException {
        try {
            while (!pieces.offer(next, 100, TimeUnit.MILLISECONDS)) {
                if (closed) {
                    throw new IOException("the reader has closed the stream");
                }
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** Gathers small writes. */
    private final class Pieces extends OutputStream {
        private final byte[] buffer = new byte[PIECE];
        private int used;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, PIECE - used);
                System.arraycopy(bytes, from + done, buffer, used, count);
                used += count;
                done += count;
                if (used == PIECE) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (used > 0) {
                byte[] full = Arrays.copyOf(buffer, used);
                used = 0;
                put(full);
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == piece.length && !ended) {
            take();
        }
        if (ended) {
            rethrow();
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private void take() throws IOException {
        try {
            piece = pieces.take();
            at = 0;
            ended = piece.length == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void rethrow() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw new IOException(e.getMessage(), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        pieces.clear();
    }
}

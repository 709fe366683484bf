package dev.pinisi.image.internal.http;

import dev.pinisi.image.internal.stream.BlockInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The body of a response (RFC 9112, section 6). At its end the connection is free for the next request; closed before
 * its end, the connection is given up.
 */
abstract class BodyStream extends BlockInputStream {
    /** A rest that is sooner read than a connection is made. */
    private static final int SHORT_REST = 4 << 10;

    private final InputStream in;
    private final HttpConnection connection;
    private final HttpConnection.Returns idle;
    private boolean ended;

    private BodyStream(InputStream in, HttpConnection connection, HttpConnection.Returns idle) {
        this.in = in;
        this.connection = connection;
        this.idle = idle;
    }

    static BodyStream of(
            ResponseHead head, String method, InputStream in, HttpConnection connection, HttpConnection.Returns idle)
            throws IOException {
        boolean none = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        if (!none && head.chunked()) {
            return new Chunked(in, connection, idle);
        }
        long length = none ? 0 : head.length();
        if (length < 0) {
            return new UntilClosed(in, connection);
        }
        Fixed body = new Fixed(in, connection, idle, length);
        if (length == 0) {
            body.end();
        }
        return body;
    }

    /** Reads the next bytes of the body itself; -1 at its end. */
    abstract int next(InputStream source, byte[] target, int offset, int length) throws IOException;

    /** How many bytes are known to be left; -1 if that is not known. */
    abstract long left();

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int count = next(in, target, offset, length);
        if (count < 0 || left() == 0) {
            end();
        }
        return count;
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        try {
            if (left() >= 0 && left() <= SHORT_REST && left() <= in.available()) {
                skipNBytes(left());
            }
        } catch (IOException e) {
            // given up below
        }
        if (!ended) {
            ended = true;
            connection.close();
        }
    }

    final void end() {
        if (!ended) {
            ended = true;
            idle.accept(connection);
        }
    }

    private static EOFException broken() {
        return new EOFException("the transfer broke off");
    }

    /** A body of announced length. */
    private static final class Fixed extends BodyStream {
        private long left;

        Fixed(InputStream in, HttpConnection connection, HttpConnection.Returns idle, long length) {
            super(in, connection, idle);
            left = length;
        }

        @Override
        int next(InputStream source, byte[] target, int offset, int length) throws IOException {
            int count = source.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw broken();
            }
            left -= count;
            return count;
        }

        @Override
        long left() {
            return left;
        }
    }

    /** A body that ends with the connection; nothing tells its end from a break. */
    private static final class UntilClosed extends BodyStream {
        UntilClosed(InputStream in, HttpConnection connection) {
            super(in, connection, HttpConnection.Returns.ENDED);
        }

        @Override
        int next(InputStream source, byte[] target, int offset, int length) throws IOException {
            return source.read(target, offset, length);
        }

        @Override
        long left() {
            return -1;
        }
    }

    /** A body in chunks, each after its length in hexadecimal (RFC 9112, section 7.1). */
    private static final class Chunked extends BodyStream {
        private long chunk;
        private boolean first = true;
        private final Duration stall;

        Chunked(InputStream in, HttpConnection connection, HttpConnection.Returns idle) {
            super(in, connection, idle);
            stall = connection.stall();
        }

        @Override
        int next(InputStream source, byte[] target, int offset, int length) throws IOException {
            if (chunk == 0 && !begin(source)) {
                return -1;
            }
            int count = source.read(target, offset, (int) Math.min(length, chunk));
            if (count < 0) {
                throw broken();
            }
            chunk -= count;
            return count;
        }

        @Override
        long left() {
            return -1;
        }

        private boolean begin(InputStream source) throws IOException {
            LineReader lines = new LineReader(source, stall);
            if (!first && !lines.next().isEmpty()) {
                throw new IOException("a chunk of the answer is longer than announced");
            }
            first = false;
            chunk = length(lines.next());
            if (chunk == 0) {
                HttpHeaders.read(lines);
            }
            return chunk > 0;
        }

        private static long length(String line) throws IOException {
            int extension = line.indexOf(';');
            String digits = (extension < 0 ? line : line.substring(0, extension)).trim();
            try {
                long length = Long.parseLong(digits, 16);
                if (length >= 0) {
                    return length;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IOException("a chunk of the answer has no length");
        }
    }
}

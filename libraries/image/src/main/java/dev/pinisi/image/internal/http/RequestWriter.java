package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes requests to a connection (RFC 9112, sections 3 and 7.1). */
final class RequestWriter {
    private static final int PIECE = 128 << 10;
    /** Room before each piece for a chunk's length in hexadecimal and CR LF. */
    private static final int LENGTH_FIELD = 8;

    private final OutputStream out;

    RequestWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the whole request.
     *
     * @param proxied whether it goes to a proxy, which wants the whole address
     * @throws BodyException if reading the request's own body fails
     */
    void write(HttpRequest request, boolean proxied, Progress progress) throws IOException {
        byte[] head = head(request, proxied);
        // not a switch over patterns: linking one costs a cold JVM several milliseconds
        if (request.body() instanceof HttpRequest.Stream stream) {
            out.write(head);
            if (stream.length() < 0) {
                writeChunked(stream.bytes(), progress);
            } else {
                writePlain(stream, progress);
            }
        } else if (request.body() instanceof HttpRequest.Bytes document) {
            byte[] all = Arrays.copyOf(head, head.length + document.bytes().length);
            System.arraycopy(document.bytes(), 0, all, head.length, document.bytes().length);
            out.write(all);
        }
        out.flush();
    }

    private static byte[] head(HttpRequest request, boolean proxied) throws IOException {
        URI uri = request.uri();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ');
        head.append(proxied ? uri.getScheme() + "://" + Origin.authority(uri) : "");
        head.append(target).append(" HTTP/1.1\r\n");
        field(head, "Host", Origin.authority(uri));
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            field(head, header.getKey(), header.getValue());
        }
        length(head, request);
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void length(StringBuilder head, HttpRequest request) throws IOException {
        if (request.body() instanceof HttpRequest.Stream stream) {
            boolean known = stream.length() >= 0;
            field(head, known ? "Content-Length" : "Transfer-Encoding", known ? "" + stream.length() : "chunked");
        } else if (request.body() instanceof HttpRequest.Bytes document) {
            boolean expected =
                    !request.method().equals("GET") && !request.method().equals("HEAD");
            if (document.bytes().length > 0 || expected) {
                field(head, "Content-Length", Integer.toString(document.bytes().length));
            }
        }
    }

    /** Refuses what would smuggle another field or request in: values may come from a registry. */
    private static void field(StringBuilder head, String name, String value) throws IOException {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) == 0x7f) {
                throw new IOException("the value for the header " + name + " has control characters");
            }
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private void writePlain(HttpRequest.Stream stream, Progress progress) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, stream.length()))];
        long left = stream.length();
        while (left > 0) {
            int count = read(stream.bytes(), piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new BodyException(
                        new IOException(left + " of " + stream.length() + " bytes are missing at the source"));
            }
            out.write(piece, 0, count);
            progress.sent(count);
            left -= count;
        }
    }

    private void writeChunked(InputStream source, Progress progress) throws IOException {
        byte[] piece = new byte[LENGTH_FIELD + PIECE + 2];
        int count = read(source, piece, LENGTH_FIELD, PIECE);
        while (count >= 0) {
            if (count > 0) {
                int start = chunkLength(piece, count);
                piece[LENGTH_FIELD + count] = '\r';
                piece[LENGTH_FIELD + count + 1] = '\n';
                out.write(piece, start, LENGTH_FIELD + count + 2 - start);
                progress.sent(count);
            }
            count = read(source, piece, LENGTH_FIELD, PIECE);
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int chunkLength(byte[] piece, int count) {
        byte[] digits = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        int start = LENGTH_FIELD - digits.length;
        System.arraycopy(digits, 0, piece, start, digits.length);
        return start;
    }

    private static int read(InputStream source, byte[] piece, int offset, int length) throws IOException {
        try {
            return source.read(piece, offset, length);
        } catch (IOException e) {
            throw new BodyException(e);
        }
    }

    /** Told of each piece that the connection took. */
    interface Progress {
        /** Nobody needs to know. */
        Progress UNHEEDED = new Progress() {
            @Override
            public void sent(int count) {
                // nothing to watch
            }
        };

        void sent(int count);
    }
}

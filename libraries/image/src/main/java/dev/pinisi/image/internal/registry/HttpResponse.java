package dev.pinisi.image.internal.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response whose status and headers have come. Whoever has it closes it. */
final class HttpResponse implements AutoCloseable {
    private final HttpURLConnection connection;
    private final URI uri;
    private final DripGuard guard;
    private final int status;

    HttpResponse(HttpURLConnection connection, URI uri, DripGuard guard) throws IOException {
        this.guard = guard;
        this.connection = connection;
        this.uri = uri;
        status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
    }

    int status() {
        return status;
    }

    /** Where it came from, after redirects. */
    URI uri() {
        return uri;
    }

    /** The header's value; empty if there is none. */
    String header(String name) {
        String value = connection.getHeaderField(name);
        return value == null ? "" : value;
    }

    /** All values of the header. */
    List<String> headers(String name) {
        for (var entry : connection.getHeaderFields().entrySet()) {
            if (name.equalsIgnoreCase(entry.getKey())) {
                return entry.getValue();
            }
        }
        return List.of();
    }

    /** The announced length; -1 if there is none. */
    long length() {
        return connection.getContentLengthLong();
    }

    InputStream body() throws IOException {
        @Nullable InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        return body == null ? InputStream.nullInputStream() : body;
    }

    /**
     * The whole body.
     *
     * @throws TooLongException if it is longer than {@code most}
     * @throws IOException if it breaks off
     */
    byte[] bytes(int most) throws IOException {
        if (length() > most) {
            throw new TooLongException(length(), most);
        }
        byte[] bytes = guard.guard(body()).readNBytes(most + 1);
        if (bytes.length > most) {
            throw new TooLongException(bytes.length, most);
        }
        if (length() >= 0 && bytes.length < length()) {
            throw new IOException("the answer broke off after " + bytes.length + " of " + length() + " bytes");
        }
        return bytes;
    }

    /** Ends the exchange. A connection whose body was not read to its end is not used again. */
    @Override
    public void close() {
        connection.disconnect();
    }

    /** Keeps the connection for the next request; the body must have been read to its end. */
    void release() {
        try {
            body().close();
        } catch (IOException e) {
            connection.disconnect();
        }
    }

    /** A document is longer than anything of its kind can be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(long length, int most) {
            super("it has " + length + " bytes or more; at most " + most + " are read");
        }
    }
}

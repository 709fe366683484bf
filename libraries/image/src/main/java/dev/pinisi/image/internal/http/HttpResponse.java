package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;

/** A response whose status and headers have come. Whoever has it closes it, or reads its body to the end. */
public final class HttpResponse implements AutoCloseable {
    private final URI uri;
    private final ResponseHead head;
    private final InputStream body;
    private final DripGuard guard;

    HttpResponse(URI uri, ResponseHead head, InputStream body, DripGuard guard) {
        this.uri = uri;
        this.head = head;
        this.body = body;
        this.guard = guard;
    }

    public int status() {
        return head.status();
    }

    /** Where it came from, after redirects. */
    public URI uri() {
        return uri;
    }

    /** The header's value; empty if there is none. */
    public String header(String name) {
        return head.headers().first(name);
    }

    /** All values of the header. */
    public List<String> headers(String name) {
        return head.headers().all(name);
    }

    /** The announced length, also where no body follows, as with HEAD; -1 if there is none. */
    public long length() throws IOException {
        return head.length();
    }

    public InputStream body() {
        return body;
    }

    /**
     * The whole body.
     *
     * @throws TooLongException if it is longer than {@code most}
     * @throws IOException if it breaks off
     */
    public byte[] bytes(int most) throws IOException {
        if (length() > most) {
            throw new TooLongException(length(), most);
        }
        byte[] bytes = guard.guard(body).readNBytes(most + 1);
        if (bytes.length > most) {
            throw new TooLongException(bytes.length, most);
        }
        return bytes;
    }

    /** Ends the exchange. A connection whose body was not read to its end is not used again. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // the connection is given up all the same
            return;
        }
    }

    /** A document is longer than anything of its kind can be. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(long length, int most) {
            super("it has " + length + " bytes or more; at most " + most + " are read");
        }
    }
}

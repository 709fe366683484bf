package dev.pinisi.image.internal.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One connection: requests one after another, each response read to its end before the next. */
final class HttpConnection implements AutoCloseable {
    /** A record of TLS. */
    private static final int BUFFER = 16 << 10;
    /** What is in the kernel's hands when an upload breaks must be sent again: enough for a fast line, and no more. */
    private static final int UPLOAD_BUFFER = 1 << 20;
    /** Interim answers, 100 to 199, before the final one; servers send one or two. */
    private static final int MOST_INTERIM = 10;
    /** How long a server that broke an upload off is listened to for the reason. */
    private static final int LAST_WORDS_MILLIS = 2000;

    private final Socket socket;
    private final boolean proxied;
    private final Duration stall;
    private final InputStream in;
    private final RequestWriter out;
    private boolean answered;

    /**
     * @param proxied whether requests go to a proxy in the clear, which wants whole addresses
     * @param stall how long to wait for the next byte, and for bytes sent to be taken
     */
    HttpConnection(Socket socket, boolean proxied, Duration stall) throws IOException {
        this.socket = socket;
        this.proxied = proxied;
        this.stall = stall;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) stall.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new RequestWriter(socket.getOutputStream());
    }

    /** How long to wait for the next byte. */
    Duration stall() {
        return stall;
    }

    /** Whether a byte of the answer to the last request came. */
    boolean answered() {
        return answered;
    }

    /**
     * Sends a request and waits for the head of its answer.
     *
     * @param idle takes this connection when the answer's body was read to its end
     */
    HttpResponse exchange(HttpRequest request, Returns idle) throws IOException {
        answered = false;
        try {
            send(request);
        } catch (BodyException e) {
            throw e;
        } catch (IOException e) {
            return refusal(request, e);
        }
        return response(request, idle, false);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing is waiting for what is still under way
            return;
        }
    }

    private void send(HttpRequest request) throws IOException {
        if (request.isRepeatable()) {
            out.write(request, proxied, RequestWriter.Progress.UNHEEDED);
            return;
        }
        socket.setSendBufferSize(UPLOAD_BUFFER);
        try (WriteGuard guard = new WriteGuard(socket, stall)) {
            try {
                out.write(request, proxied, guard);
            } catch (IOException e) {
                throw guard.expired() ? new SocketTimeoutException("Write timed out: nothing more is taken") : e;
            }
        }
    }

    /** A server that has enough of an upload says why and hangs up: the reason is worth more than a broken pipe. */
    private HttpResponse refusal(HttpRequest request, IOException failure) throws IOException {
        try {
            socket.setSoTimeout(LAST_WORDS_MILLIS);
            return response(request, Returns.ENDED, true);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private HttpResponse response(HttpRequest request, Returns idle, boolean broken) throws IOException {
        in.mark(1);
        answered = in.read() >= 0;
        in.reset();
        ResponseHead head = finalHead();
        if (broken && head.status() < 300) {
            throw new IOException("the server hung up during the upload");
        }
        Returns back = head.keepsAlive() ? idle : Returns.ENDED;
        return new HttpResponse(
                request.uri(), head, BodyStream.of(head, request.method(), in, this, back), new DripGuard(stall));
    }

    private ResponseHead finalHead() throws IOException {
        for (int i = 0; i <= MOST_INTERIM; i++) {
            ResponseHead head = ResponseHead.read(in, stall);
            if (head.status() / 100 != 1) {
                return head;
            }
        }
        throw new IOException("the server sends interim answers without end");
    }

    /** Takes a connection that is free for the next request, or ends it. */
    interface Returns {
        /** Ends it. */
        Returns ENDED = new Returns() {
            @Override
            public void accept(HttpConnection connection) {
                connection.close();
            }
        };

        void accept(HttpConnection connection);
    }
}

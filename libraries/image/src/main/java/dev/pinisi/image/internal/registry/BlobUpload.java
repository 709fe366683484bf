package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.internal.http.HttpRequest;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.stream.Spares;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One upload session (distribution-spec, "Pushing blobs"). Bytes go in one PATCH, or in several where the registry
 * wants it. When that breaks the registry is asked how much it has, and the upload goes on from there.
 */
final class BlobUpload {
    /** How far back a broken upload can go on. */
    static final int WINDOW = 4 << 20;

    /** What any proxy lets through: the bound that nginx has if nobody sets another. */
    static final int CHUNK_IN_BOUNDS = 1 << 20;

    private static final Spares<byte[]> SPARES = new Spares<>();

    private static final int MOST_CHUNK = 64 << 20;
    static final int TOO_LARGE = 413;
    private static final int OUT_OF_ORDER = 416;
    private static final String OCTETS = "application/octet-stream";

    private final RegistryEndpoint endpoint;
    private final String what;
    private URI location;
    /** The length of a chunk; 0 for all in one. */
    private int chunk;

    private BlobUpload(RegistryEndpoint endpoint, String what, URI location, int chunk) {
        this.endpoint = endpoint;
        this.what = what;
        this.location = location;
        this.chunk = chunk;
    }

    /** Begins an upload. */
    static BlobUpload begin(RegistryEndpoint endpoint, String what) throws IOException {
        return of(endpoint, what, endpoint.send(RegistryCall.of(what, "POST", uploads(endpoint), 202)));
    }

    /** The upload that this answer to a POST began, as one to a mount that was not made does. */
    static BlobUpload of(RegistryEndpoint endpoint, String what, HttpResponse begun) throws IOException {
        try (begun) {
            URI location = UploadLocation.of(begun.uri(), begun.header("Location"));
            return new BlobUpload(endpoint, what, location, leastChunk(begun.header("OCI-Chunk-Min-Length")));
        }
    }

    static String uploads(RegistryEndpoint endpoint) {
        return endpoint.path() + "/blobs/uploads/";
    }

    /** Sends the bytes in chunks of this length. */
    BlobUpload inChunks(int length) {
        chunk = Math.clamp(length, 1, MOST_CHUNK);
        return this;
    }

    /** The length of the chunks; 0 where all bytes go in one request. */
    int chunk() {
        return chunk;
    }

    /** Sends a whole blob with the request that ends the upload. */
    void put(byte[] blob, Digest digest) throws IOException {
        close(
                RegistryCall.of(what, "PUT", "", 201, 204)
                        .withHeaders(Map.of("Content-Type", OCTETS))
                        .withBody(new HttpRequest.Bytes(blob)),
                digest);
    }

    /**
     * Sends the stream's bytes.
     *
     * @param size how many, if that is known
     * @return how many there were
     * @throws ImageException if the registry refuses them
     * @throws IOException if the stream cannot be read, or it would have to be read again
     */
    long send(InputStream bytes, OptionalLong size) throws IOException {
        byte[] kept = chunk == 0 ? SPARES.take().orElseGet(() -> new byte[WINDOW]) : new byte[WINDOW + chunk];
        ReplayWindow window = new ReplayWindow(bytes, kept);
        Backoff backoff = new Backoff(endpoint.options().patience());
        long confirmed = 0;
        boolean whole = false;
        while (!whole) {
            RegistryEndpoint.Attempt attempt = chunk > 0 ? sendChunk(window) : sendAll(window, size);
            if (attempt instanceof RegistryEndpoint.Answered answered) {
                whole = took(answered.response(), window);
            } else {
                resume((RegistryEndpoint.Failed) attempt, window, backoff);
                if (window.position() > confirmed) {
                    // an upload that gets on is not one that keeps breaking
                    backoff.reset();
                    confirmed = window.position();
                }
            }
        }
        // not after a failure: something may still be reading
        if (kept.length == WINDOW) {
            SPARES.give(kept);
        }
        return window.position();
    }

    /** Ends the upload: the blob is there now, under its digest. */
    void finish(Digest digest) throws IOException {
        close(RegistryCall.of(what, "PUT", "", 201, 204), digest);
    }

    /** Gives the upload up; a registry that cannot be told forgets it by itself. */
    void cancel() {
        try {
            RegistryEndpoint.Attempt attempt = endpoint.attempt(
                    RegistryCall.of(what, "DELETE", "", 200, 202, 204, 404).at(location));
            if (attempt instanceof RegistryEndpoint.Answered answered) {
                answered.response().close();
            }
        } catch (ImageException e) {
            // many registries do not know how to
            return;
        }
    }

    private void close(RegistryCall call, Digest digest) throws IOException {
        URI end = UploadLocation.withParameter(location, "digest", digest.toString());
        Refusals.drain(endpoint.send(call.at(end)));
    }

    private RegistryEndpoint.Attempt sendAll(ReplayWindow window, OptionalLong size) throws IOException {
        long left = size.isPresent() ? size.getAsLong() - window.position() : -1;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", OCTETS);
        if (window.position() > 0 && left > 0) {
            headers.put("Content-Range", window.position() + "-" + (size.getAsLong() - 1));
        }
        return patch(headers, new HttpRequest.Stream(window, left));
    }

    private RegistryEndpoint.Attempt sendChunk(ReplayWindow window) throws IOException {
        long from = window.position();
        byte[] piece = window.readNBytes(chunk);
        String range = from + "-" + Math.max(from, from + piece.length - 1);
        return patch(Map.of("Content-Type", OCTETS, "Content-Range", range), new HttpRequest.Bytes(piece));
    }

    private RegistryEndpoint.Attempt patch(Map<String, String> headers, HttpRequest.Body body) throws IOException {
        RegistryEndpoint.Attempt attempt =
                endpoint.attempt(RegistryCall.of(what, "PATCH", "", 202, 201, 204, TOO_LARGE, OUT_OF_ORDER)
                        .at(location)
                        .withHeaders(headers)
                        .withBody(body));
        if (!(attempt instanceof RegistryEndpoint.Answered answered)) {
            return attempt;
        }
        int status = answered.response().status();
        if (status == TOO_LARGE && chunk == 0) {
            // some proxy before the registry bounds the length of a request
            inChunks(CHUNK_IN_BOUNDS);
        }
        return status == TOO_LARGE || status == OUT_OF_ORDER ? refused(answered.response()) : attempt;
    }

    private RegistryEndpoint.Failed refused(HttpResponse response) throws IOException {
        RegistryException refusal = Refusals.of(what, endpoint.host(), response, false);
        return new RegistryEndpoint.Failed(String.valueOf(refusal.getMessage()), refusal, Duration.ZERO);
    }

    /** Takes the answer to bytes that arrived; says whether they were the last. */
    private boolean took(HttpResponse response, ReplayWindow window) throws IOException {
        Refusals.drain(response);
        location = UploadLocation.of(response.uri(), response.header("Location"));
        if (chunk > 0) {
            return atEnd(window);
        }
        requireEnd(window);
        return true;
    }

    private static void requireEnd(ReplayWindow window) throws IOException {
        if (!atEnd(window)) {
            throw new IOException("there are more bytes than its manifest says");
        }
    }

    /** Also makes a stream that verifies itself do so. */
    private static boolean atEnd(ReplayWindow window) throws IOException {
        long position = window.position();
        if (window.read() < 0) {
            return true;
        }
        window.rewind(position);
        return false;
    }

    private void resume(RegistryEndpoint.Failed failed, ReplayWindow window, Backoff backoff) throws IOException {
        if (!backoff.another()) {
            throw endpoint.unreachable(failed.problem() + " (" + backoff.failures() + " attempts)", failed.cause());
        }
        endpoint.options().listener().retrying(what, failed.problem());
        backoff.pause(failed.pause());
        goOn(status(), window);
    }

    private void goOn(long offset, ReplayWindow window) throws IOException {
        if (!window.rewind(offset)) {
            throw new IOException(what + ": registry " + endpoint.host() + " has " + offset + " of the "
                    + window.position() + " bytes that were sent; all must be sent again");
        }
    }

    /** How many bytes the registry has. */
    private long status() throws IOException {
        try (HttpResponse response =
                endpoint.send(RegistryCall.of(what, "GET", "", 204, 202, 200).at(location))) {
            if (!response.header("Location").isEmpty()) {
                location = UploadLocation.of(response.uri(), response.header("Location"));
            }
            return ByteRange.received(response.header("Range"));
        }
    }

    private static int leastChunk(String header) {
        try {
            long least = header.isEmpty() ? 0 : Long.parseLong(header);
            return least <= 0 ? 0 : Math.clamp(least, WINDOW, MOST_CHUNK);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

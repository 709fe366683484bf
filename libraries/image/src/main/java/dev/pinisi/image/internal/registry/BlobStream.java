package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.internal.http.DripGuard;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.stream.BlockInputStream;
import dev.pinisi.spec.Descriptor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A blob of a registry. Where the transfer breaks it goes on from there, by a range request. */
final class BlobStream extends BlockInputStream {
    /** A transfer that got this far since it last broke is not one that keeps breaking. */
    private static final long WORTH_A_NEW_COUNT = 1 << 20;

    /** Where blobs are had from. */
    interface Place {
        /** How errors call it. */
        String host();

        RegistryOptions options();

        /**
         * GETs it, or a part of it.
         *
         * @param part below the repository: {@code blobs/sha256:…}
         * @return a response of status 200 or 206
         * @throws IOException if another attempt may succeed
         */
        HttpResponse get(String what, String part, Map<String, String> headers) throws IOException;
    }

    private final Place place;
    private final Descriptor blob;
    private final Backoff backoff;
    private @Nullable HttpResponse response;
    private @Nullable InputStream body;
    private long position;
    private long brokeAt;
    private final DripGuard guard;

    /** Opens the blob from a byte on, so that one that is not there is known at once. */
    BlobStream(Place place, Descriptor blob, long from) {
        position = from;
        brokeAt = from;
        this.place = place;
        this.blob = blob;
        this.backoff = new Backoff(place.options().patience());
        this.guard = new DripGuard(place.options().patience().stall());
        body = connect();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            try {
                return readOnce(target, offset, length);
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public void close() {
        closeResponse();
    }

    private int readOnce(byte[] target, int offset, int length) throws IOException {
        InputStream in = body;
        if (in == null) {
            in = connect();
            body = in;
        }
        int count = in.read(target, offset, length);
        if (count < 0) {
            if (position < blob.size()) {
                throw new EOFException("the transfer broke off");
            }
            return -1;
        }
        position += count;
        guard.passed(count);
        return count;
    }

    private void broken(IOException cause) throws IOException {
        closeResponse();
        if (position - brokeAt >= WORTH_A_NEW_COUNT) {
            backoff.reset();
        }
        brokeAt = position;
        String problem = what() + ": the transfer from registry " + place.host() + " stopped after " + position + " of "
                + blob.size() + " bytes: " + Failures.describe(cause);
        if (!backoff.another()) {
            throw new ImageException(Kind.UNREACHABLE, problem + " (" + backoff.failures() + " attempts)", cause);
        }
        place.options().listener().retrying(what(), problem);
        backoff.pause(Duration.ZERO);
        guard.restart();
    }

    private void closeResponse() {
        HttpResponse open = response;
        response = null;
        body = null;
        if (open != null) {
            open.close();
        }
    }

    private InputStream connect() {
        Map<String, String> headers = position == 0
                ? Map.of("Accept", "*/*", "Accept-Encoding", "identity")
                : Map.of("Accept", "*/*", "Accept-Encoding", "identity", "Range", "bytes=" + position + "-");
        try {
            HttpResponse opened = place.get(what(), "blobs/" + blob.digest(), headers);
            response = opened;
            InputStream in = opened.body();
            if (opened.status() == 206) {
                checkRange(opened);
            } else {
                checkLength(opened);
                // the registry does not know ranges and starts again
                in.skipNBytes(position);
            }
            return in;
        } catch (IOException e) {
            return new FailedStream(e);
        }
    }

    private void checkLength(HttpResponse opened) throws IOException {
        if (opened.length() >= 0 && opened.length() != blob.size()) {
            opened.close();
            throw new ImageException(
                    Kind.CORRUPT,
                    what() + ": registry " + place.host() + " has " + opened.length()
                            + " bytes of it; its manifest says " + blob.size());
        }
    }

    private void checkRange(HttpResponse opened) throws IOException {
        String range = opened.header("Content-Range");
        if (!range.isEmpty() && !range.startsWith("bytes " + position + "-")) {
            throw new IOException("the registry sent the range \"" + range + "\", not from byte " + position);
        }
    }

    private String what() {
        return "blob " + blob.digest();
    }

    /** Fails as the opening did, where failures of the transfer are handled. */
    private static final class FailedStream extends InputStream {
        private final IOException failure;

        FailedStream(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw failure;
        }
    }
}

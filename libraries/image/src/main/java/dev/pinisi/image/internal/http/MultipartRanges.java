package dev.pinisi.image.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;

/** The body of an answer with several ranges (RFC 9110, section 14.6), range after range. */
public final class MultipartRanges {
    private static final String TYPE = "multipart/byteranges";
    private static final int MOST_LINES = 32;

    private final InputStream in;
    private final String delimiter;
    private final Duration stall;

    private MultipartRanges(InputStream in, String boundary, Duration stall) {
        this.in = in;
        this.delimiter = "--" + boundary;
        this.stall = stall;
    }

    /** Whether a Content-Type announces such a body. */
    public static boolean is(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /**
     * Reads such a body.
     *
     * @param contentType that names the boundary
     */
    public static MultipartRanges of(InputStream body, String contentType, Duration stall) throws IOException {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
        String boundary = at < 0 ? "" : contentType.substring(at + "boundary=".length());
        if (boundary.startsWith("\"")) {
            int end = boundary.indexOf('"', 1);
            boundary = boundary.substring(1, Math.max(1, end));
        } else if (boundary.indexOf(';') >= 0) {
            boundary = boundary.substring(0, boundary.indexOf(';')).trim();
        }
        if (boundary.isEmpty()) {
            throw new IOException("the answer's parts have no boundary");
        }
        return new MultipartRanges(body, boundary, stall);
    }

    /**
     * Goes to the next range, whose bytes are the next of the body. Those of the one before were read.
     *
     * @return its Content-Range; empty if there are no more
     */
    public String next() throws IOException {
        LineReader lines = new LineReader(in, stall);
        String line = lines.next();
        for (int i = 0; !line.startsWith(delimiter); i++) {
            if (i == MOST_LINES) {
                throw new IOException("a part of the answer is longer than announced");
            }
            line = lines.next();
        }
        if (line.startsWith("--", delimiter.length())) {
            return "";
        }
        String range = "";
        for (line = lines.next(); !line.isEmpty(); line = lines.next()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-range:")) {
                range = line.substring("content-range:".length()).trim();
            }
        }
        if (range.isEmpty()) {
            throw new EOFException("a part of the answer does not say which it is");
        }
        return range;
    }
}

package dev.pinisi.image.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Reads the lines of one message head, which end in CR LF or LF, within a bound for all of them. */
final class LineReader {
    private static final int MOST_BYTES = 64 << 10;

    private final InputStream in;
    private final DripGuard guard;
    private byte[] line = new byte[256];
    private int left = MOST_BYTES;

    /**
     * @param stall how long to wait for bytes; what drips counts as stalled
     */
    LineReader(InputStream in, Duration stall) {
        this.in = in;
        guard = new DripGuard(stall);
    }

    /** The next line, without its end. */
    String next() throws IOException {
        int length = 0;
        int b = in.read();
        while (b != '\n') {
            if (b < 0) {
                throw new EOFException("the connection was closed before the answer's head was whole");
            }
            if (--left < 0) {
                throw new IOException("the answer's head is longer than " + (MOST_BYTES >> 10) + " KiB");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            guard.passed(1);
            line[length++] = (byte) b;
            b = in.read();
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
}

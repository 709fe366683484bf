package dev.pinisi.image.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Takes less than a kilobyte in the time of a stall for a stall: a time-out for each read alone lets bytes drip. */
public final class DripGuard {
    private static final int LEAST_BYTES = 1024;

    private final long window;
    private long start = System.nanoTime();
    private long bytes;

    public DripGuard(Duration stall) {
        window = stall.toNanos();
    }

    /** Begins a new window, after a pause of our own. */
    public void restart() {
        start = System.nanoTime();
        bytes = 0;
    }

    /** Counts what came. */
    public void passed(int count) throws SocketTimeoutException {
        bytes += Math.max(0, count);
        long now = System.nanoTime();
        if (now - start < window) {
            return;
        }
        if (bytes < LEAST_BYTES && count >= 0) {
            throw new SocketTimeoutException("Read timed out: the data is dripping");
        }
        start = now;
        bytes = 0;
    }

    /** A stream of which each read is counted. */
    InputStream guard(InputStream source) {
        return new FilterInputStream(source) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                passed(count);
                return count;
            }
        };
    }
}

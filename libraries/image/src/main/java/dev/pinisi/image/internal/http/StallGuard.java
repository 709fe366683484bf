package dev.pinisi.image.internal.http;

import dev.pinisi.image.internal.stream.BlockFilter;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A time-out for each read of a stream that has none: when it passes, the stream is closed from another thread. */
final class StallGuard extends BlockFilter {
    private final Duration stall;
    private volatile boolean expired;

    StallGuard(InputStream source, Duration stall) {
        super(source);
        this.stall = stall;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (in.available() > 0) {
            return super.read(target, offset, length);
        }
        Thread watch = Thread.ofVirtual().name("read watch").start(this::watch);
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw expired ? new SocketTimeoutException("Read timed out") : e;
        } finally {
            watch.interrupt();
        }
    }

    private void watch() {
        try {
            Thread.sleep(stall);
            expired = true;
            in.close();
        } catch (InterruptedException e) {
            // bytes came
            return;
        } catch (IOException e) {
            // it is closed all the same
            return;
        }
    }
}

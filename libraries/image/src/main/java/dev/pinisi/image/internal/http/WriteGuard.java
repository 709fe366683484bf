package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends an upload that the other side no longer takes: reads have a time-out, writes to a socket have none, so the
 * socket is closed from another thread.
 */
final class WriteGuard implements RequestWriter.Progress, AutoCloseable {
    private final Socket socket;
    private final Duration stall;
    private final Thread watch;
    private final AtomicLong pieces = new AtomicLong();
    private volatile boolean expired;

    WriteGuard(Socket socket, Duration stall) {
        this.socket = socket;
        this.stall = stall;
        watch = Thread.ofVirtual().name("upload watch").start(this::watch);
    }

    @Override
    public void sent(int count) {
        pieces.incrementAndGet();
    }

    /** Whether it was this guard that closed the socket. */
    boolean expired() {
        return expired;
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            long before = -1;
            while (pieces.get() != before) {
                before = pieces.get();
                Thread.sleep(stall);
            }
            expired = true;
            socket.close();
        } catch (InterruptedException e) {
            // all was sent
            return;
        } catch (IOException e) {
            // it is closed all the same
            return;
        }
    }
}

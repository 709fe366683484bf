package dev.pinisi.image.internal.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections that are free for the next request, of all clients of this process. */
final class ConnectionPool {
    /** Shared: whoever asks a registry next finds the connection open. */
    static final ConnectionPool SHARED = new ConnectionPool();

    /** Shorter than servers wait for the next request. */
    private static final long MOST_IDLE = Duration.ofSeconds(10).toNanos();

    private static final int MOST_PER_ROUTE = 16;

    private record Idle(HttpConnection connection, long since) {}

    private final Map<Route, Deque<Idle>> idle = new HashMap<>();

    /** The connection to there that was used last. */
    @Nullable
    HttpConnection take(Route route) {
        Idle found = poll(route);
        while (found != null && System.nanoTime() - found.since() > MOST_IDLE) {
            found.connection().close();
            found = poll(route);
        }
        return found == null ? null : found.connection();
    }

    void give(Route route, HttpConnection connection) {
        boolean kept;
        synchronized (this) {
            Deque<Idle> free = idle.get(route);
            if (free == null) {
                free = new ArrayDeque<>();
                idle.put(route, free);
            }
            kept = free.size() < MOST_PER_ROUTE;
            if (kept) {
                free.push(new Idle(connection, System.nanoTime()));
            }
        }
        if (!kept) {
            connection.close();
        }
    }

    private synchronized @Nullable Idle poll(Route route) {
        Deque<Idle> free = idle.get(route);
        return free == null ? null : free.poll();
    }
}

package dev.pinisi.linux;

import java.time.Duration;
import java.util.Optional;

/**
 * A process that this one started. Wait for it once it ended, or it stays a zombie as long as this process lives.
 * Closing forgets it; it goes on.
 */
public interface Child extends AutoCloseable {
    int pid();

    /** How it ended; waits for that. */
    ExitStatus await();

    /** How it ended; empty if it runs on after the time-out, zero of which only asks. */
    Optional<ExitStatus> await(Duration timeout);

    /**
     * Sends a signal.
     *
     * @return false if it has ended and been waited for
     */
    boolean signal(int signal);

    @Override
    void close();
}

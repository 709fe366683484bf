package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryPatience;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The pauses between attempts at one thing: exponential, with jitter so that many clients do not come back at once. */
final class Backoff {
    private final RegistryPatience patience;
    private int failures;

    Backoff(RegistryPatience patience) {
        this.patience = patience;
    }

    /** Counts a failure and says whether another attempt is allowed. */
    boolean another() {
        failures++;
        return failures < patience.attempts();
    }

    int failures() {
        return failures;
    }

    /** Starts counting anew, after something was achieved. */
    void reset() {
        failures = 0;
    }

    /** Waits before the next attempt, at least as long as the registry asked, within the longest pause. */
    void pause(Duration asked) {
        long longest = patience.longestPause().toMillis();
        long first = patience.firstPause().toMillis();
        long doubled = Math.min(longest, first << Math.min(failures - 1, 16));
        long jittered = doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1);
        try {
            Thread.sleep(Math.min(longest, Math.max(jittered, asked.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(Kind.CANCELLED, "interrupted while waiting for a registry", e);
        }
    }
}

package dev.pinisi.image;

import java.time.Duration;

/**
 * How long a registry is waited for.
 *
 * @param connect for a connection
 * @param stall for the next byte; a transfer of less than a kilobyte in this time counts as stalled, too
 * @param attempts how often a request is made before its failure is final, at least 1
 * @param firstPause before the second attempt; doubled for each further one
 * @param longestPause between two attempts, also where the registry asks for more (Retry-After)
 */
public record RegistryPatience(
        Duration connect, Duration stall, int attempts, Duration firstPause, Duration longestPause) {
    /** For a network of people: 15 s, 30 s, 5 attempts within about 8 s, unless the registry asks for a pause. */
    public static final RegistryPatience DEFAULT = new RegistryPatience(
            Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofMillis(500), Duration.ofSeconds(30));

    public RegistryPatience {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts);
        }
    }
}

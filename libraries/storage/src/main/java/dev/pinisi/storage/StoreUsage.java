package dev.pinisi.storage;

import dev.pinisi.spec.Digest;
import java.util.Map;

/**
 * What a store takes on disk, in bytes of blocks, as du(1) counts them; a file with several names once. All figures together
 * are what {@code du} says of the store's directory, if nothing is written meanwhile.
 *
 * @param layers each layer's directory; also of layers that no image has
 * @param images each image's manifest, configuration and what else is its own, without its layers
 * @param containers each container's directory: its changes, and what the engine keeps beside them
 * @param volumes each volume's directory
 * @param other what is staged at the moment or left by dead writers, locks, names, the directories themselves
 */
public record StoreUsage(
        Map<Digest, Long> layers,
        Map<Digest, Long> images,
        Map<String, Long> containers,
        Map<String, Long> volumes,
        long other) {
    /** All of it. */
    public long total() {
        return sum(layers) + sum(images) + sum(containers) + sum(volumes) + other;
    }

    private static long sum(Map<?, Long> parts) {
        long sum = 0;
        for (long part : parts.values()) {
            sum += part;
        }
        return sum;
    }
}

package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSpec;
import java.time.Instant;

/**
 * What is known of a container from its creation on; never changes.
 *
 * @param imageId 64 hexadecimal digits
 * @param imageName the name under which the image was found; its id if it has none
 * @param imageDigest the manifest's
 * @param spec with the image's defaults filled in: nothing is left to look up in the image
 */
record ContainerRecord(
        String id,
        String name,
        Instant created,
        String imageId,
        String imageName,
        String imageDigest,
        String runtime,
        ContainerSpec spec) {

    /** What stands for a record that cannot be read: enough to show the container and to remove it. */
    static ContainerRecord damaged(String id, String name) {
        return new ContainerRecord(
                id,
                name,
                Instant.EPOCH,
                "",
                "(damaged)",
                "",
                "",
                ContainerSpec.of("(damaged)").build());
    }

    boolean isDamaged() {
        return imageId.isEmpty();
    }
}

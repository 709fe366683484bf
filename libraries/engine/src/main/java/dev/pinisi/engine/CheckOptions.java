package dev.pinisi.engine;

import java.time.Duration;

/**
 * What a check of the whole store looks at, and what becomes of what it finds.
 *
 * @param contents whether all layers are read and compared with their archives, which takes seconds a gigabyte
 * @param repair whether leftovers go, and images that are damaged, unless a container is made of them
 * @param force whether containers go, too, that are damaged or made of damaged images; implies {@code repair}
 * @param unusedFor layers that nothing uses count once they are so old
 */
public record CheckOptions(boolean contents, boolean repair, boolean force, Duration unusedFor) {
    /** All is looked at, and left as it is. */
    public static final CheckOptions THOROUGH = new CheckOptions(true, false, false, Duration.ZERO);

    /** The same, leaving all as it is. */
    public CheckOptions onlyLooking() {
        return new CheckOptions(contents, false, false, unusedFor);
    }
}

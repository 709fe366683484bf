package dev.pinisi.storage.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A way to make a writable root file system of layers. Layers are unpacked the same for all drivers, with whiteouts as
 * overlayfs has them. Stateless; the caller holds the container's lock.
 */
public interface Driver {
    /** The name that options and {@code info} use. */
    String id();

    /**
     * Why this driver cannot work for a store, or nothing if it can. May try it out below {@code scratch}.
     *
     * @param scratch an empty directory in the store
     */
    Optional<String> unusable(Path scratch);

    /**
     * Mounts a root file system.
     *
     * @param target an empty directory, not mounted on
     */
    void mount(Parts parts, Path target);

    /** Takes away what {@link #mount} did; false if there was nothing. */
    boolean unmount(Path target);

    /** Where the container's changes are, if they are kept apart from the image's files. */
    Optional<Path> changes(Parts parts);

    /**
     * What a root file system is made of.
     *
     * @param layers the trees, the topmost first; may be none
     * @param directory the container's own, to keep its changes in; holds {@code upper}, with the attributes of the
     *     root directory, and {@code work}
     * @param ephemeral whether nothing need wait for the disk, as changes may be lost by a power cut
     */
    record Parts(List<Path> layers, Path directory, boolean ephemeral) {
        public Path upper() {
            return directory.resolve("upper");
        }

        public Path work() {
            return directory.resolve("work");
        }
    }
}

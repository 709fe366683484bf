package dev.pinisi.storage;

import dev.pinisi.spec.Digest;
import java.nio.file.Path;
import java.util.Map;

/**
 * Images mounted to be read, for whoever wants to look into them. An image that is mounted cannot be removed. Mounts
 * outlive the process that made them; after a reboot there are none.
 */
public interface ImageMounts {
    /**
     * Mounts an image read-only, and keeps it mounted until {@link #unmount} was called as often.
     *
     * @return where
     * @throws StorageException NOT_FOUND, or DAMAGED if a layer is gone
     */
    Path mount(Digest image);

    /**
     * Takes one call of {@link #mount} back; the last one unmounts.
     *
     * @param force takes all of them back
     * @return false if it was not mounted
     */
    boolean unmount(Digest image, boolean force);

    /** What is mounted, and where. */
    Map<Digest, Path> list();
}

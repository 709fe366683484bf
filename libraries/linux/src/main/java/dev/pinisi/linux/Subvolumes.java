package dev.pinisi.linux;

import java.nio.file.Path;

/** Subvolumes of btrfs, ioctl_btrfs(2). Failures are {@link LinuxException}s that name the place. */
public interface Subvolumes {
    /** The subvolumes of this system. */
    static Subvolumes system() {
        return SystemSubvolumes.INSTANCE;
    }

    /** Whether a directory is on btrfs. */
    boolean isPossible(Path directory);

    /** Makes an empty one. */
    void create(Path place);

    /** Makes one with all that another holds, which takes no time and shares its blocks. */
    void snapshot(Path source, Path place);

    /**
     * Removes one with all in it, at once; the kernel frees its blocks later.
     *
     * @return false if the place is no subvolume, or not there
     */
    boolean destroy(Path place);

    /**
     * Limits the bytes that belong to a subvolume alone, by its qgroup. Makes the file system count them if it does not
     * yet, which it starts with a look at all of it.
     */
    void limit(Path place, long bytes);
}

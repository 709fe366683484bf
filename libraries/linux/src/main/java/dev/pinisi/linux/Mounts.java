package dev.pinisi.linux;

import java.nio.file.Path;

/** Mounts, in the mount namespace of the process. Failures are {@link LinuxException}s that name the target. */
public interface Mounts {
    /** The mounts of this system. */
    static Mounts system() {
        return SystemMounts.INSTANCE;
    }

    /** Mounts an overlay with any number of layers, whatever the length of their paths. */
    void overlay(OverlayMount overlay, Path target);

    /**
     * Mounts a tmpfs.
     *
     * @param options as mount(8) has them after -o, such as {@code mode=0700,size=64m}; may be empty
     */
    void tmpfs(Path target, String options);

    /** Makes a file or a directory, with all that is mounted below it, appear at the target too. */
    void bind(Path source, Path target);

    /**
     * Makes a directory, without what is mounted below it, appear at the target, read-only, with other owners:
     * mount_setattr(2).
     *
     * @param mappings which owner of the source shows as which: {@code container} as {@code host}
     * @throws LinuxException EINVAL where the file system cannot, ENOSYS before Linux 5.12
     */
    void mapped(Path source, Path target, IdMappings mappings);

    /** Makes the mount at the target, itself only, read-only. */
    void makeReadOnly(Path target);

    /** Changes how mounts spread from this one; the target must be a mount. */
    void propagation(Path target, Propagation propagation);

    /**
     * Takes the topmost mount at the target, and all below it, out of sight at once; it ends when its last user does.
     *
     * @return false if nothing is mounted there, or there is no such file
     */
    boolean unmount(Path target);

    /** Whether the last element of the path is the root of a mount; false if there is no such file. */
    boolean isMountPoint(Path path);
}

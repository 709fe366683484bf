package dev.pinisi.linux;

import java.nio.file.Path;

/** Quotas of directory trees: project quotas of ext4 and xfs, quotactl(2). */
public interface ProjectQuotas {
    /** The quotas of this system. */
    static ProjectQuotas system() {
        return SystemProjectQuotas.INSTANCE;
    }

    /**
     * What a project has on a file system.
     *
     * @param bytes on disk
     * @param inodes files and directories
     * @param limit the most bytes that it may have; 0 for any number
     */
    record Usage(long bytes, long inodes, long limit) {}

    /**
     * What a project has.
     *
     * @param directory any on that file system
     * @throws LinuxException ESRCH or ENOTSUP where project quotas are not on, ENOSYS before Linux 5.14
     */
    Usage usage(Path directory, int project);

    /** Limits a project; 0 takes the limit away. */
    void limit(Path directory, int project, long bytes);

    /** Gives an empty directory to a project, with all that will be made in it. */
    void assign(Path directory, int project);

    /** The project of a directory; 0 for none, also where the file system knows no projects. */
    int project(Path directory);
}

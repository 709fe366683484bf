package dev.pinisi.storage.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.ProjectQuotas;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.nio.file.Path;

/**
 * Limits of directories by project quotas. The kernel's own books tell which projects are free: one that has no inode is.
 * So a number is taken with its first directory and given back with its last file, and nothing else needs to be written
 * down, or to be right after a crash.
 */
final class ProjectLimit {
    /** Administrators number from below, other engines go on from there. */
    private static final int FIRST = 0x50000000;

    private static final int SPREAD = 0x00ffffff;
    private static final String LOCK = "projects";

    private final Path root;
    private final ObjectLocks locks;
    private final ProjectQuotas quotas;

    ProjectLimit(Layout layout) {
        this(layout, ProjectQuotas.system());
    }

    ProjectLimit(Layout layout, ProjectQuotas quotas) {
        this.root = layout.root();
        this.locks = new ObjectLocks(layout.locks());
        this.quotas = quotas;
    }

    /** Gives an empty directory to a project of its own that may have so many bytes. */
    void apply(Path directory, long bytes) {
        try (FileLock _ = locks.exclusive(LOCK)) {
            int project = FIRST + (directory.hashCode() & SPREAD);
            while (!take(directory, project, bytes)) {
                project++;
            }
        } catch (LinuxException e) {
            throw unsupported(directory, e);
        }
    }

    /** Another store on the same file system has other locks: only who finds himself alone has the project. */
    private boolean take(Path directory, int project, long bytes) {
        if (quotas.usage(directory, project).inodes() > 0) {
            return false;
        }
        quotas.limit(directory, project, bytes);
        quotas.assign(directory, project);
        if (quotas.usage(directory, project).inodes() == 1) {
            return true;
        }
        quotas.assign(directory, 0);
        return false;
    }

    private StorageException unsupported(Path directory, LinuxException e) {
        boolean off = e.errno() == Errno.ESRCH
                || e.errno() == Errno.EOPNOTSUPP
                || e.errno() == Errno.ENOTTY
                || e.errno() == Errno.ENOSYS
                || e.errno() == Errno.EPERM
                || e.errno() == Errno.EINVAL;
        if (!off) {
            return Failures.linux("limit the size of", directory, e);
        }
        return new StorageException(
                Kind.UNSUPPORTED,
                "limit the size of a root file system: " + FileSystems.type(directory) + ", which " + root
                        + " is on, has no project quotas now (" + Errno.message(e.errno())
                        + "); use xfs or ext4, made with the feature project, and mount it with the option prjquota",
                e);
    }
}

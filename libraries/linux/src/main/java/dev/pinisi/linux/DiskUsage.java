package dev.pinisi.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up what trees take on disk, as du(1) does: the blocks of files and directories. A file that has several names,
 * in one tree or in several, counts with the first. What vanishes meanwhile counts nothing. For one thread.
 */
public final class DiskUsage {
    private final Set<Inode> counted = new HashSet<>();

    private record Inode(long device, long number) {}

    /** Nothing is counted yet. */
    public DiskUsage() {}

    /** The bytes of one name, with all below it if it is a directory; 0 if there is none. */
    public long of(Directory parent, byte[] name) {
        Optional<FileStatus> status = parent.status(name);
        if (status.isEmpty() || !isNew(status.get())) {
            return 0;
        }
        long own = status.get().bytesOnDisk();
        return status.get().isDirectory() ? own + below(parent, name) : own;
    }

    /** The bytes of a file or directory; 0 if there is none. A symbolic link is not followed. */
    public long of(Path path) {
        Path name = path.getFileName();
        Path above = path.toAbsolutePath().getParent();
        if (name == null || above == null) {
            throw new IllegalArgumentException(path + ": must have a name");
        }
        try (Directory parent = Directory.open(above)) {
            return of(parent, name.toString().getBytes(StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            if (isGone(e)) {
                return 0;
            }
            throw e;
        }
    }

    private boolean isNew(FileStatus file) {
        return file.isDirectory() || file.links() == 1 || counted.add(new Inode(file.device(), file.inode()));
    }

    private long below(Directory parent, byte[] name) {
        long bytes = 0;
        try (Directory directory = parent.openDirectory(name)) {
            for (DirectoryEntry entry : directory.list()) {
                bytes += of(directory, entry.name());
            }
        } catch (LinuxException e) {
            if (!isGone(e)) {
                throw e;
            }
        }
        return bytes;
    }

    private static boolean isGone(LinuxException e) {
        return e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
    }
}

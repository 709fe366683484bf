package dev.pinisi.linux;

import java.util.List;

/** Work on a whole tree below a name, safe against whatever the tree holds. */
public final class DirectoryTree {
    private DirectoryTree() {}

    /** Removes a name with all below it. What vanishes meanwhile, or is not there, is not an error. */
    public static void remove(Directory parent, byte[] name) {
        try {
            parent.remove(name);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return;
            }
            if (e.errno() != Errno.EISDIR && e.errno() != Errno.EPERM) {
                throw e;
            }
            removeDirectory(parent, name);
        }
    }

    private static void removeDirectory(Directory parent, byte[] name) {
        try (Directory directory = parent.openDirectory(name)) {
            List<DirectoryEntry> entries = directory.list();
            for (DirectoryEntry entry : entries) {
                removeEntry(directory, entry);
            }
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return;
            }
            throw e;
        }
        parent.removeDirectory(name);
    }

    private static void removeEntry(Directory directory, DirectoryEntry entry) {
        if (entry.isDirectory()) {
            removeDirectory(directory, entry.name());
        } else {
            remove(directory, entry.name());
        }
    }

    /** The bytes that a tree takes on disk, hard links counted once for each name. */
    public static long diskUsage(Directory directory) {
        long blocks = 0;
        for (DirectoryEntry entry : directory.list()) {
            blocks += directory.status(entry.name()).map(FileStatus::blocks).orElse(0L);
            if (entry.isDirectory()) {
                try (Directory child = directory.openDirectory(entry.name())) {
                    blocks += diskUsage(child) / 512;
                }
            }
        }
        return blocks * 512;
    }
}

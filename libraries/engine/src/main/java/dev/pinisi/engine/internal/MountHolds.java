package dev.pinisi.engine.internal;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How often users have mounted containers' root file systems: a file each, gone after a reboot as the mounts are. Whoever
 * changes the count holds the container's lock.
 */
record MountHolds(Path directory) {
    private static final String DIRECTORY = "held";

    static MountHolds of(Path runRoot) {
        return new MountHolds(runRoot.resolve(DIRECTORY));
    }

    boolean isHeld(String id) {
        return Files.exists(directory.resolve(id));
    }

    void add(String id) {
        AtomicFiles.makeDirectories(directory);
        write(id, count(id) + 1);
    }

    /** Takes one away, or all. */
    void release(String id, boolean all) {
        write(id, all ? 0 : count(id) - 1);
    }

    private int count(String id) {
        try {
            return Integer.parseInt(AtomicFiles.readText(directory.resolve(id)));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private void write(String id, int count) {
        Path file = directory.resolve(id);
        if (count <= 0) {
            AtomicFiles.delete(file);
        } else {
            AtomicFiles.writePlain(file, Integer.toString(count));
        }
    }
}

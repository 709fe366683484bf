package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.LinuxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Making changes last over a power cut, and visible only then. */
final class Durable {
    private Durable() {}

    /** Puts a finished directory into place: first its content is on the disk, then the new name appears. */
    static void place(Path staged, Path place) {
        Path from = parent(staged);
        Path to = parent(place);
        try (Directory source = Directory.open(from);
                Directory target = Directory.open(to)) {
            target.syncFileSystem();
            source.rename(bytes(staged), target, bytes(place));
            target.sync();
        } catch (LinuxException e) {
            throw Failures.linux("store", place, e);
        }
    }

    /** The same for what may be lost by a power cut, but not be half there otherwise. */
    static void placeQuickly(Path staged, Path place) {
        try (Directory source = Directory.open(parent(staged));
                Directory target = Directory.open(parent(place))) {
            source.rename(bytes(staged), target, bytes(place));
        }
    }

    /** Waits until the names in a directory are on the disk. */
    static void sync(Path directory) {
        try (Directory open = Directory.open(directory)) {
            open.sync();
        } catch (LinuxException e) {
            throw Failures.linux("store", directory, e);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent");
        }
        return parent;
    }

    private static byte[] bytes(Path path) {
        return String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8);
    }
}

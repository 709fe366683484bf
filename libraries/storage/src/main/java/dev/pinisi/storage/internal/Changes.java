package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.internal.tar.Whiteouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an upper directory changes of the layers below it. */
final class Changes {
    private Changes() {}

    /**
     * @param layers the trees, the topmost first
     */
    static List<Change> of(Path upper, List<Path> layers) {
        List<Change> changes = new ArrayList<>();
        List<Directory> below = new ArrayList<>();
        try (Directory top = Directory.open(upper)) {
            for (Path layer : layers) {
                below.add(Directory.open(layer));
            }
            walk(top, below, "/", changes);
        } finally {
            below.forEach(Directory::close);
        }
        changes.sort(Comparator.comparing(Change::path));
        return changes;
    }

    /** The layers' counterparts of a directory are those that are visible: up to the first opaque one. */
    private static void walk(Directory upper, List<Directory> below, String path, List<Change> into) {
        for (DirectoryEntry entry : upper.list()) {
            Optional<FileStatus> status = upper.status(entry.name());
            if (status.isEmpty()) {
                continue;
            }
            String name = path + entry;
            if (Whiteouts.isWhiteout(status.get())) {
                into.add(new Change(Change.Kind.DELETED, name));
                continue;
            }
            boolean old = exists(below, entry.name());
            into.add(new Change(old ? Change.Kind.CHANGED : Change.Kind.ADDED, name));
            if (status.get().isDirectory()) {
                descend(upper, below, entry.name(), name, into);
            }
        }
    }

    private static void descend(Directory upper, List<Directory> below, byte[] name, String path, List<Change> into) {
        List<Directory> deeper = new ArrayList<>();
        try (Directory child = upper.openDirectory(name)) {
            if (!Whiteouts.isOpaque(upper, name)) {
                open(below, name, deeper);
            }
            walk(child, deeper, path + "/", into);
        } finally {
            deeper.forEach(Directory::close);
        }
    }

    private static void open(List<Directory> layers, byte[] name, List<Directory> into) {
        for (Directory layer : layers) {
            Optional<FileStatus> status = layer.status(name);
            if (status.isEmpty()) {
                continue;
            }
            if (!status.get().isDirectory()) {
                return;
            }
            into.add(layer.openDirectory(name));
            if (Whiteouts.isOpaque(layer, name)) {
                return;
            }
        }
    }

    private static boolean exists(List<Directory> layers, byte[] name) {
        for (Directory layer : layers) {
            Optional<FileStatus> status = layer.status(name);
            if (status.isPresent()) {
                return !Whiteouts.isWhiteout(status.get());
            }
        }
        return false;
    }
}

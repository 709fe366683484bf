package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.internal.tar.Whiteouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One directory of an image: what its layers together show there. */
final class LowerDirectory implements AutoCloseable {
    /** The directories of that path in those layers that are to be seen, the topmost first. */
    private final List<Directory> visible = new ArrayList<>();

    /** A name in it, and the layer's directory that shows it. */
    record Found(Directory parent, FileStatus status) {}

    /** The root directory of an image; the trees are the topmost first. */
    static LowerDirectory root(List<Path> layers) {
        LowerDirectory root = new LowerDirectory();
        for (Path layer : layers) {
            root.visible.add(Directory.open(layer));
        }
        return root;
    }

    /** A directory that no layer has. */
    static LowerDirectory none() {
        return new LowerDirectory();
    }

    Optional<Found> find(byte[] name) {
        for (Directory layer : visible) {
            Optional<FileStatus> status = layer.status(name);
            if (status.isPresent()) {
                return Whiteouts.isWhiteout(status.get())
                        ? Optional.empty()
                        : Optional.of(new Found(layer, status.get()));
            }
        }
        return Optional.empty();
    }

    /** The directory of that name; one that no layer has if there is none. */
    LowerDirectory open(byte[] name) {
        LowerDirectory child = new LowerDirectory();
        for (Directory layer : visible) {
            Optional<FileStatus> status = layer.status(name);
            if (status.isEmpty()) {
                continue;
            }
            if (!status.get().isDirectory()) {
                break;
            }
            child.visible.add(layer.openDirectory(name));
            if (Whiteouts.isOpaque(layer, name)) {
                break;
            }
        }
        return child;
    }

    /** All names to be seen, in the order of their bytes. */
    Set<Name> names() {
        Set<Name> names = new TreeSet<>();
        Set<Name> decided = new HashSet<>();
        for (Directory layer : visible) {
            for (DirectoryEntry entry : layer.list()) {
                Name name = new Name(entry.name());
                if (decided.add(name) && !isWhiteout(layer, entry)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean isWhiteout(Directory layer, DirectoryEntry entry) {
        return (entry.type() == FileStatus.CHARACTER_DEVICE || entry.type() == 0)
                && Whiteouts.isWhiteout(layer, entry.name());
    }

    @Override
    public void close() {
        visible.forEach(Directory::close);
    }
}

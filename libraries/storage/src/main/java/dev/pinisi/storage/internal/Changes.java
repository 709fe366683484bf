package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.internal.tar.Whiteouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What an upper directory changes of the layers below it. */
final class Changes {
    private final ChangeVisitor visitor;

    private Changes(ChangeVisitor visitor) {
        this.visitor = visitor;
    }

    /**
     * @param layers the trees, the topmost first
     */
    static void visit(Path upper, List<Path> layers, ChangeVisitor visitor) throws IOException {
        List<Directory> below = new ArrayList<>();
        try (Directory top = Directory.open(upper)) {
            for (Path layer : layers) {
                below.add(Directory.open(layer));
            }
            new Changes(visitor).walk(top, below, false, new byte[0]);
        } finally {
            below.forEach(Directory::close);
        }
    }

    /**
     * The layers' counterparts of a directory are those that are visible: up to the first opaque one.
     *
     * @param hides whether the upper directory hides all that is below
     */
    private void walk(Directory upper, List<Directory> below, boolean hides, byte[] path) throws IOException {
        for (byte[] name : names(upper, hides ? below : List.of())) {
            Optional<FileStatus> status = upper.status(name);
            byte[] child = join(path, name);
            boolean old = exists(below, name);
            if (status.isEmpty() || Whiteouts.isWhiteout(status.get())) {
                if (old) {
                    visitor.deleted(child);
                }
                continue;
            }
            visitor.present(old ? Change.Kind.CHANGED : Change.Kind.ADDED, child, upper, name, status.get());
            if (status.get().isDirectory()) {
                descend(upper, below, hides, name, child);
            }
        }
    }

    private void descend(Directory upper, List<Directory> below, boolean hides, byte[] name, byte[] path)
            throws IOException {
        List<Directory> deeper = new ArrayList<>();
        try (Directory child = upper.openDirectory(name)) {
            open(below, name, deeper);
            walk(child, deeper, hides || Whiteouts.isOpaque(upper, name), path);
        } finally {
            deeper.forEach(Directory::close);
        }
    }

    private static Iterable<byte[]> names(Directory upper, List<Directory> below) {
        TreeSet<byte[]> names = new TreeSet<>(Arrays::compareUnsigned);
        for (DirectoryEntry entry : upper.list()) {
            names.add(entry.name());
        }
        for (Directory layer : below) {
            for (DirectoryEntry entry : layer.list()) {
                names.add(entry.name());
            }
        }
        return names;
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

    private static byte[] join(byte[] path, byte[] name) {
        if (path.length == 0) {
            return name;
        }
        byte[] whole = Arrays.copyOf(path, path.length + 1 + name.length);
        whole[path.length] = '/';
        System.arraycopy(name, 0, whole, path.length + 1, name.length);
        return whole;
    }
}

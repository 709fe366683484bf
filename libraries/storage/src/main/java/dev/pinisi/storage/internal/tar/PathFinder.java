package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a path leads to in a tree, all links resolved within the tree. */
public final class PathFinder {
    private static final int MOST_LINKS = 40;
    private static final byte[] SELF = {'.'};

    private PathFinder() {}

    /**
     * What a path leads to.
     *
     * @param path its components without links, from the tree's root; none for the root itself
     * @param status nothing if there is no such file in a directory that is there
     */
    public record Found(List<byte[]> path, Optional<FileStatus> status) {
        public Found {
            path = List.copyOf(path);
        }
    }

    /**
     * Follows a path to its end.
     *
     * @throws TarException if the way is no way: too many links, or a file where a directory is needed
     * @throws dev.pinisi.linux.LinuxException if a directory on the way is not there
     */
    public static Found find(Directory root, MountedTrees mounted, String path) {
        List<byte[]> components = DirectoryStack.followed(List.of(), path.getBytes(StandardCharsets.UTF_8));
        try (DirectoryStack stack =
                new DirectoryStack(root, TarLimits.DEFAULT, false, new ImpliedDirectories(), mounted)) {
            for (int links = 0; links < MOST_LINKS; links++) {
                if (components.isEmpty()) {
                    return new Found(List.of(), root.status(SELF));
                }
                byte[] name = components.getLast();
                Directory parent = stack.enter(components, components.size() - 1);
                List<byte[]> whole = new ArrayList<>(stack.path());
                whole.add(name);
                Optional<FileStatus> status = status(parent, mounted, stack.path(), name);
                if (status.isEmpty() || !status.get().isSymlink()) {
                    return new Found(whole, status);
                }
                components = DirectoryStack.followed(stack.path(), parent.readLink(name));
            }
        }
        throw new TarException(path.getBytes(StandardCharsets.UTF_8), "too many symbolic links");
    }

    private static Optional<FileStatus> status(
            Directory parent, MountedTrees mounted, List<byte[]> above, byte[] name) {
        Optional<Entry> outside = mounted(mounted, above, name);
        if (outside.isEmpty()) {
            return parent.status(name);
        }
        try (Directory directory = outside.get().parent) {
            return directory.status(outside.get().name);
        }
    }

    /** Opens the directory of these components, none of which is a link. */
    public static Directory open(Directory root, MountedTrees mounted, List<byte[]> path) {
        if (path.isEmpty()) {
            return root.openDirectory(SELF);
        }
        Entry entry = entry(root, mounted, path);
        try (Directory parent = entry.parent) {
            return parent.openDirectory(entry.name);
        }
    }

    /**
     * Where a name is.
     *
     * @param parent the caller's to close
     */
    @SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared
    public record Entry(Directory parent, byte[] name) {}

    /** Opens the directory of the last of these components, none of which is a link. */
    public static Entry entry(Directory root, MountedTrees mounted, List<byte[]> path) {
        if (path.isEmpty()) {
            return new Entry(root.openDirectory(SELF), SELF);
        }
        byte[] name = path.getLast();
        List<byte[]> above = path.subList(0, path.size() - 1);
        Optional<Entry> outside = mounted(mounted, above, name);
        if (outside.isPresent()) {
            return outside.get();
        }
        try (DirectoryStack stack =
                new DirectoryStack(root, TarLimits.DEFAULT, false, new ImpliedDirectories(), mounted)) {
            return new Entry(stack.enter(above, above.size()).openDirectory(SELF), name);
        }
    }

    /** Where on the host is what is mounted there; nothing if nothing is. */
    private static Optional<Entry> mounted(MountedTrees mounted, List<byte[]> above, byte[] name) {
        Optional<Path> source = mounted.source(above, name);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Path place = source.get().toAbsolutePath();
        Path parent = place.getParent();
        Path last = place.getFileName();
        return Optional.of(
                parent == null || last == null
                        ? new Entry(Directory.open(place), SELF)
                        : new Entry(Directory.open(parent), last.toString().getBytes(StandardCharsets.UTF_8)));
    }
}

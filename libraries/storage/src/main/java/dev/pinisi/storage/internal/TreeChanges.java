package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem.Change.Kind;
import dev.pinisi.storage.internal.tar.Whiteouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a whole root file system has other than its image. File contents are not read: a file whose size and time are
 * those of the image's is the same, as for rsync.
 */
final class TreeChanges {
    private final ChangeVisitor visitor;
    private final IdMappings mappings;

    /** Directories that are told of once something in them is. */
    private final Deque<Unchanged> unchanged = new ArrayDeque<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Unchanged(byte[] path, Directory parent, byte[] name, FileStatus status) {}

    private TreeChanges(ChangeVisitor visitor, IdMappings mappings) {
        this.visitor = visitor;
        this.mappings = mappings;
    }

    /**
     * @param layers the trees, the topmost first
     */
    static void visit(Path tree, List<Path> layers, IdMappings mappings, ChangeVisitor visitor) throws IOException {
        try (Directory root = Directory.open(tree);
                LowerDirectory below = LowerDirectory.root(layers)) {
            new TreeChanges(visitor, mappings).walk(root, below, new byte[0]);
        }
    }

    private void walk(Directory tree, LowerDirectory below, byte[] path) throws IOException {
        for (Name name : MergedNames.of(tree, below)) {
            byte[] child = MergedNames.child(path, name);
            Optional<FileStatus> status = tree.status(name.bytes());
            if (status.isEmpty()) {
                tellDirectories();
                visitor.deleted(child);
            } else {
                compare(tree, below, name.bytes(), child, mappings.inContainer(status.get()));
            }
        }
    }

    private void compare(Directory tree, LowerDirectory below, byte[] name, byte[] path, FileStatus status)
            throws IOException {
        Optional<LowerDirectory.Found> old = below.find(name);
        boolean same = old.isPresent() && isSame(tree, name, status, old.get());
        if (!same) {
            tellDirectories();
            visitor.present(old.isPresent() ? Kind.CHANGED : Kind.ADDED, path, tree, name, status);
        }
        if (!status.isDirectory()) {
            return;
        }
        if (same) {
            unchanged.addLast(new Unchanged(path, tree, name, status));
        }
        try (Directory child = tree.openDirectory(name);
                LowerDirectory childBelow = below.open(name)) {
            walk(child, childBelow, path);
        }
        if (same) {
            // empty if this directory was told of, for then all above it were, too
            unchanged.pollLast();
        }
    }

    private void tellDirectories() throws IOException {
        for (Iterator<Unchanged> all = unchanged.iterator(); all.hasNext(); ) {
            Unchanged directory = all.next();
            visitor.present(Kind.CHANGED, directory.path, directory.parent, directory.name, directory.status);
            all.remove();
        }
    }

    private static boolean isSame(Directory tree, byte[] name, FileStatus now, LowerDirectory.Found old) {
        FileStatus before = old.status();
        boolean same = now.mode() == before.mode() && now.uid() == before.uid() && now.gid() == before.gid();
        same = same && now.seconds() == before.seconds() && now.nanoseconds() == before.nanoseconds();
        same = same
                && switch (now.type()) {
                    case FileStatus.REGULAR -> now.size() == before.size();
                    case FileStatus.SYMLINK ->
                        Arrays.equals(tree.readLink(name), old.parent().readLink(name));
                    case FileStatus.CHARACTER_DEVICE, FileStatus.BLOCK_DEVICE ->
                        now.deviceMajor() == before.deviceMajor() && now.deviceMinor() == before.deviceMinor();
                    default -> true;
                };
        return same && xattrs(tree, name).equals(xattrs(old.parent(), name));
    }

    private static Map<Name, Name> xattrs(Directory directory, byte[] name) {
        Map<Name, Name> all = new TreeMap<>();
        for (byte[] key : directory.xattrs(name)) {
            if (!Whiteouts.isOverlayKey(key)) {
                directory.xattr(name, key).ifPresent(value -> all.put(new Name(key), new Name(value)));
            }
        }
        return all;
    }
}

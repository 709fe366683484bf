package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.DirectoryTree;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.storage.internal.tar.Whiteouts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies one layer over those below it, obeying its whiteouts and keeping hard links within it. */
final class LayerCopy {
    private static final byte[] SELF = {'.'};

    private final IdMappings mappings;
    private final Map<Long, Linked> linked = new HashMap<>();
    private boolean clones = true;

    /** Where the first copy of a file with several names is. */
    @SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared
    private record Linked(Path directory, byte[] name) {}

    private LayerCopy(IdMappings mappings) {
        this.mappings = mappings;
    }

    /**
     * Copies layers one over the other.
     *
     * @param layers the topmost first
     */
    static void apply(List<Path> layers, IdMappings mappings, Path onto) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            try (Directory source = Directory.open(layers.get(i));
                    Directory target = Directory.open(onto)) {
                new LayerCopy(mappings).copyInto(source, target, onto);
            }
        }
    }

    private void copyInto(Directory source, Directory target, Path at) {
        for (DirectoryEntry entry : source.list()) {
            FileStatus status = source.status(entry.name()).orElseThrow();
            if (status.isDirectory()) {
                directory(source, target, entry, status, at);
                continue;
            }
            DirectoryTree.remove(target, entry.name());
            if (!Whiteouts.isWhiteout(status)) {
                file(source, target, entry.name(), status, at);
            }
        }
    }

    private void directory(Directory source, Directory target, DirectoryEntry entry, FileStatus status, Path at) {
        byte[] name = entry.name();
        Optional<FileStatus> there = target.status(name);
        boolean replaces = there.isPresent() && !there.get().isDirectory();
        if (replaces || Whiteouts.isOpaque(source, name)) {
            DirectoryTree.remove(target, name);
        }
        if (target.status(name).isEmpty()) {
            target.makeDirectory(name, 0700);
        }
        try (Directory from = source.openDirectory(name);
                Directory to = target.openDirectory(name)) {
            copyInto(from, to, at.resolve(entry.toString()));
            attributes(from, SELF, to, SELF, status);
        }
    }

    private void file(Directory source, Directory target, byte[] name, FileStatus status, Path at) {
        Linked first = status.links() > 1 ? linked.get(status.inode()) : null;
        if (first != null) {
            try (Directory from = Directory.open(first.directory)) {
                target.makeLink(name, from, first.name);
            }
            return;
        }
        switch (status.type()) {
            case FileStatus.REGULAR -> content(source, target, name, status);
            case FileStatus.SYMLINK -> target.makeSymlink(name, source.readLink(name));
            default -> target.makeNode(name, status.mode(), status.deviceMajor(), status.deviceMinor());
        }
        attributes(source, name, target, name, status);
        if (status.links() > 1) {
            linked.put(status.inode(), new Linked(at, name));
        }
    }

    private void content(Directory source, Directory target, byte[] name, FileStatus status) {
        try (OpenFile from = source.openFile(name);
                OpenFile to = target.createFile(name, 0600)) {
            // a file system that cannot is asked once
            clones = clones && to.cloneFrom(from);
            if (!clones) {
                copyData(from, to, status.size());
            }
        }
    }

    /** Leaves holes out. */
    private static void copyData(OpenFile from, OpenFile to, long size) {
        to.truncate(size);
        for (long start = from.nextData(0); start < size; start = from.nextData(start)) {
            long end = Math.min(size, from.nextHole(start));
            from.seek(start);
            to.seek(start);
            while (start < end) {
                long copied = to.copyFrom(from, end - start);
                start = copied == 0 ? size : start + copied;
            }
        }
    }

    private void attributes(Directory source, byte[] name, Directory target, byte[] to, FileStatus status) {
        target.setOwner(to, Mapping.user(mappings, status), Mapping.group(mappings, status));
        for (byte[] key : source.xattrs(name)) {
            if (!Whiteouts.isOverlayKey(key)) {
                source.xattr(name, key).ifPresent(value -> target.setXattr(to, key, value));
            }
        }
        if (!status.isSymlink()) {
            target.setMode(to, status.mode() & 07777);
        }
        target.setTime(to, status.seconds(), status.nanoseconds());
    }
}

package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Making changes last over a power cut, and visible only then. */
final class Durable {
    private Durable() {}

    /**
     * Puts a finished directory into place: first its content is on the disk, then the new name appears. What is in
     * further directories below it must be with the disk already, as {@code WriteBack} does it.
     */
    static void place(Path staged, Path place) {
        try (Directory source = Directory.open(parent(staged));
                Directory target = Directory.open(parent(place))) {
            sync(staged, source);
            source.rename(bytes(staged), target, bytes(place));
            target.sync();
        } catch (LinuxException e) {
            throw Failures.linux("store", place, e);
        }
    }

    /**
     * The same for a tree of files of which nothing need be on the disk yet.
     *
     * @throws LinuxException EEXIST, if the place is taken
     */
    static void placeTree(Path staged, Path place) {
        try (Directory source = Directory.open(parent(staged));
                Directory target = Directory.open(parent(place))) {
            if (isJournalInOrder(staged)) {
                try (Directory tree = source.openDirectory(bytes(staged))) {
                    eachFile(tree, OpenFile::startWriteBack);
                    eachFile(tree, OpenFile::awaitWriteBack);
                    tree.sync();
                }
            } else {
                source.syncFileSystem();
            }
            source.rename(bytes(staged), target, bytes(place));
            target.sync();
        }
    }

    /**
     * The same for a directory of which only one file says anything yet. Nobody waits for the name where
     * the journal keeps the order: whatever is synced later brings it onto the disk, and never before that file's content.
     *
     * @throws LinuxException EEXIST, if the place is taken
     */
    static void placeInOrder(Path staged, byte[] told, Path place) {
        try (Directory source = Directory.open(parent(staged));
                Directory target = Directory.open(parent(place))) {
            boolean inOrder = isJournalInOrder(staged);
            try (Directory directory = source.openDirectory(bytes(staged));
                    OpenFile file = directory.openFile(told)) {
                if (inOrder) {
                    file.awaitWriteBack();
                } else {
                    file.sync();
                    directory.sync();
                }
            }
            source.rename(bytes(staged), target, bytes(place));
            if (!inOrder) {
                target.sync();
            }
        }
    }

    private static void eachFile(Directory directory, Consumer<OpenFile> action) {
        for (DirectoryEntry entry : directory.list()) {
            if (entry.type() == FileStatus.REGULAR) {
                try (OpenFile file = directory.openFile(entry.name())) {
                    action.accept(file);
                }
            } else if (entry.isDirectory()) {
                try (Directory child = directory.openDirectory(entry.name())) {
                    eachFile(child, action);
                }
            }
        }
    }

    /**
     * These journals keep the order of all changes, so what came before a synchronised file is there if that file is.
     * Elsewhere only the whole file system can be waited for, with all that others have written.
     */
    private static void sync(Path staged, Directory parent) {
        if (!isJournalInOrder(staged)) {
            parent.syncFileSystem();
            return;
        }
        try (Directory directory = parent.openDirectory(bytes(staged))) {
            for (DirectoryEntry entry : directory.list()) {
                if (entry.type() == FileStatus.REGULAR) {
                    try (OpenFile file = directory.openFile(entry.name())) {
                        file.sync();
                    }
                }
            }
            directory.sync();
        }
    }

    private static boolean isJournalInOrder(Path path) {
        String type = FileSystems.type(path);
        return type.equals("ext4") || type.equals("xfs");
    }

    /** The same for a directory of which nothing is with the disk yet: waits for all of the file system. */
    static void placeWhole(Path staged, Path place) {
        try (Directory source = Directory.open(parent(staged))) {
            source.syncFileSystem();
        } catch (LinuxException e) {
            throw Failures.linux("store", place, e);
        }
        place(staged, place);
    }

    /**
     * The same for what may be lost by a power cut, but not be half there otherwise.
     *
     * @throws LinuxException EEXIST, if the place is taken
     */
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

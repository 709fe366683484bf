package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside its place, which it takes when it is whole. Its writer holds a lock on it, so that the
 * next writer can tell what a killed one left from what is being written.
 */
final class StagedFile implements AutoCloseable {
    private static final String PREFIX = ".pinisi-writing-";

    /** Closing any descriptor of a file gives up the process's locks on it, so one's own files must not be looked at. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private boolean placed;

    private StagedFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A new empty file in the directory. */
    static StagedFile in(Path directory) throws IOException {
        while (true) {
            // none of java.security's randomness, whose start costs more than a small file: another's name is refused
            Path file = directory.toAbsolutePath().resolve(PREFIX + Long.toHexString(System.nanoTime()));
            if (!OWN.add(file)) {
                continue;
            }
            FileChannel channel;
            try {
                channel = FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                OWN.remove(file);
                continue;
            }
            lock(channel);
            if (Files.exists(file)) {
                return new StagedFile(file, channel);
            }
            // swept between its creation and its lock
            channel.close();
            OWN.remove(file);
        }
    }

    /** Removes what killed writers left in the directory. */
    static void sweep(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toAbsolutePath(), PREFIX + "*")) {
            for (Path file : files) {
                if (!OWN.contains(file)) {
                    removeUnlessLocked(file);
                }
            }
        }
    }

    private static void removeUnlessLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // another one removed it, or placed it
            return;
        }
    }

    /** File systems without locks lose no more than the sweep. */
    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            return null;
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Gives the file its name, in place of one that has it. */
    void place(Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        placed = true;
    }

    /** Removes the file unless it was placed. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (!placed) {
                Files.deleteIfExists(file);
            }
        } finally {
            OWN.remove(file);
        }
    }
}

package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryTree;
import dev.pinisi.linux.FileLock;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory of one writer for what is not finished, for what is to be deleted, and for pins: empty files that name
 * the layers which must stay as long as the claim is held. All of it goes with the claim, or, when the process dies,
 * with the next writer.
 */
final class Claim implements AutoCloseable {
    private static final String PIN = "pin-";

    private final FileLock lock;
    private final Path directory;
    private final AtomicInteger counter = new AtomicInteger();

    Claim(FileLock lock, Path directory) {
        this.lock = lock;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** A name in here that is not taken. */
    Path fresh(String kind) {
        return directory.resolve(kind + "." + counter.incrementAndGet());
    }

    /** Keeps a layer from being deleted; the caller holds its lock. */
    void pin(Digest layer) {
        Path pin = directory.resolve(PIN + Layout.fileName(layer));
        try {
            Files.createFile(pin);
        } catch (FileAlreadyExistsException pinned) {
            return;
        } catch (IOException e) {
            throw Failures.io("create", pin, e);
        }
    }

    /** Gives up all pins. */
    void unpin() {
        for (String name : Listing.of(directory)) {
            if (isPin(name)) {
                remove(directory.resolve(name));
            }
        }
    }

    private static boolean isPin(String name) {
        return name.startsWith(PIN);
    }

    /** The layer that a name in a claim pins; nothing if it is no pin. */
    static Optional<Digest> pinned(String name) {
        return isPin(name) ? Layout.digest(name.substring(PIN.length())) : Optional.empty();
    }

    /** Moves something in here, so that it is gone at once and deleted later; where it is then. */
    Path trash(Path path) {
        Path trash = fresh("trash");
        try {
            return Files.move(path, trash);
        } catch (IOException e) {
            throw Failures.io("move away", path, e);
        }
    }

    @Override
    public void close() {
        remove(directory);
        ObjectLocks.forget(lock);
    }

    /** Removes a tree, whatever is in it. */
    static void remove(Path tree) {
        Path parent = tree.toAbsolutePath().getParent();
        Path name = tree.getFileName();
        if (parent == null || name == null) {
            throw new IllegalArgumentException("the root directory cannot be removed");
        }
        try (Directory directory = Directory.open(parent)) {
            DirectoryTree.remove(directory, name.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}

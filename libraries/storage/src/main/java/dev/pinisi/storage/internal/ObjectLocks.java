package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LockHolders;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Locks of single objects, between threads and processes. The kernel drops a dead process's locks. A lock's file may
 * be removed by whoever holds the lock, so others, having waited for it, look whether it is still the one.
 */
final class ObjectLocks {
    /** Nothing but writing a layer keeps a lock for longer than moments. */
    static final Duration SHORT = Duration.ofSeconds(30);

    private final Path directory;

    ObjectLocks(Path directory) {
        this.directory = directory;
    }

    FileLock exclusive(String object) {
        return tryExclusive(object, SHORT).orElseThrow(() -> busy(object));
    }

    FileLock shared(String object) {
        long deadline = System.nanoTime() + SHORT.toNanos();
        while (true) {
            FileLock lock = FileLock.tryShared(directory.resolve(object), left(deadline))
                    .orElseThrow(() -> busy(object));
            if (lock.isCurrent()) {
                return lock;
            }
            lock.close();
        }
    }

    /** Waits for so long at most; empty if another kept the lock. */
    Optional<FileLock> tryExclusive(String object, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<FileLock> lock = FileLock.tryExclusive(directory.resolve(object), left(deadline));
            if (lock.isEmpty() || lock.get().isCurrent()) {
                return lock;
            }
            lock.get().close();
        }
    }

    /** Removes the file of an exclusive lock whose object is no more, and unlocks. */
    static void forget(FileLock lock) {
        try (lock) {
            Files.deleteIfExists(lock.path());
        } catch (IOException e) {
            throw Failures.io("remove the lock file", lock.path(), e);
        }
    }

    /** Removes the files of locks that nobody holds, of objects that are not there. */
    void tidy(Predicate<String> isThere) {
        for (String object : Listing.of(directory)) {
            if (!isThere.test(object)) {
                Optional<FileLock> lock = tryExclusive(object, Duration.ZERO);
                if (lock.isPresent() && !isThere.test(object)) {
                    forget(lock.get());
                } else {
                    lock.ifPresent(FileLock::close);
                }
            }
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Who holds a lock, in words for a user. */
    String holder(String object) {
        return LockHolders.describe(directory.resolve(object));
    }

    private StorageException busy(String object) {
        return new StorageException(
                Kind.BUSY,
                "lock " + directory.resolve(object) + ": " + holder(object) + " has kept it for " + SHORT.toSeconds()
                        + " seconds; wait for it to end, or end it");
    }
}

package dev.pinisi.engine.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.FileLock;
import dev.pinisi.linux.LinuxException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The right to change one container. The lock's file is in the container's folder and goes with it, so having the lock
 * is not enough: the container must still be there.
 */
record ContainerLock(ContainerFiles files, FileLock lock) implements AutoCloseable {

    /** Waits for the lock; nothing if the container is gone. */
    static Optional<ContainerLock> take(ContainerStore store, String id) {
        ContainerFiles files = store.files(id);
        try {
            return checked(files, FileLock.exclusive(files.lock()));
        } catch (LinuxException e) {
            return gone(e);
        }
    }

    /** The lock if nobody has it; nothing if somebody has, or the container is gone. */
    static Optional<ContainerLock> tryTake(ContainerStore store, String id) {
        ContainerFiles files = store.files(id);
        try {
            Optional<FileLock> lock = FileLock.tryExclusive(files.lock());
            return lock.isPresent() ? checked(files, lock.get()) : Optional.empty();
        } catch (LinuxException e) {
            return gone(e);
        }
    }

    private static Optional<ContainerLock> checked(ContainerFiles files, FileLock lock) {
        if (Files.exists(files.record())) {
            return Optional.of(new ContainerLock(files, lock));
        }
        lock.close();
        return Optional.empty();
    }

    private static Optional<ContainerLock> gone(LinuxException e) {
        if (e.errno() == Errno.ENOENT) {
            return Optional.empty();
        }
        throw e;
    }

    @Override
    public void close() {
        lock.close();
    }
}

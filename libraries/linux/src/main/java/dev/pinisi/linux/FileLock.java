package dev.pinisi.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock on a whole file that holds between processes and between the threads of one, as each lock has an open file
 * description of its own (fcntl F_OFD_SETLK). It meets the classic record locks of other programs. The kernel drops it
 * when the process ends, however it ends.
 *
 * <p>The file is created, empty, if it is missing, and is never removed here.
 */
public final class FileLock implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;
    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final int SIZE_OF_FLOCK = 32;
    private static final long MAXIMUM_PAUSE_MILLIS = 10;

    private final Descriptor file;
    private final Path path;

    private FileLock(Descriptor file, Path path) {
        this.file = file;
        this.path = path;
    }

    /** Waits until nobody else has a lock. */
    public static FileLock exclusive(Path path) {
        return waitFor(path, F_WRLCK);
    }

    /** Waits until nobody has an exclusive lock. */
    public static FileLock shared(Path path) {
        return waitFor(path, F_RDLCK);
    }

    /** An exclusive lock, or empty if there is a lock already. */
    public static Optional<FileLock> tryExclusive(Path path) {
        return tryFor(path, F_WRLCK, Duration.ZERO);
    }

    /** A shared lock, or empty if there is an exclusive lock already. */
    public static Optional<FileLock> tryShared(Path path) {
        return tryFor(path, F_RDLCK, Duration.ZERO);
    }

    /** An exclusive lock, or empty if others kept theirs for as long as the time-out. */
    public static Optional<FileLock> tryExclusive(Path path, Duration timeout) {
        return tryFor(path, F_WRLCK, timeout);
    }

    /** A shared lock, or empty if another kept an exclusive one for as long as the time-out. */
    public static Optional<FileLock> tryShared(Path path, Duration timeout) {
        return tryFor(path, F_RDLCK, timeout);
    }

    public Path path() {
        return path;
    }

    /** Whether the path still names the locked file; not so if somebody removed it meanwhile. */
    public boolean isCurrent() {
        FileStatus locked = Directory.status(file.number(), new byte[0], FileCalls.AT_EMPTY_PATH)
                .orElseThrow();
        return Directory.status(FileCalls.AT_FDCWD, path.toString().getBytes(StandardCharsets.UTF_8), 0)
                .map(there -> there.inode() == locked.inode() && there.device() == locked.device())
                .orElse(false);
    }

    /** Unlocks. */
    @Override
    public void close() {
        file.close();
    }

    private static FileLock waitFor(Path path, short type) {
        Descriptor file = open(path);
        long result = lock(file, F_OFD_SETLKW, type);
        if (result < 0) {
            file.close();
        }
        Kernel.check(result, "lock", path.toString());
        return new FileLock(file, path);
    }

    private static Optional<FileLock> tryFor(Path path, short type, Duration timeout) {
        Descriptor file = open(path);
        long deadline = System.nanoTime() + timeout.toNanos();
        long result = lock(file, F_OFD_SETLK, type);
        for (long pause = 1; result == -Errno.EAGAIN || result == -Errno.EACCES; pause = longer(pause)) {
            if (System.nanoTime() >= deadline || !sleep(pause)) {
                file.close();
                return Optional.empty();
            }
            result = lock(file, F_OFD_SETLK, type);
        }
        if (result < 0) {
            file.close();
        }
        Kernel.check(result, "lock", path.toString());
        return Optional.of(new FileLock(file, path));
    }

    private static long longer(long pause) {
        return Math.min(pause * 2, MAXIMUM_PAUSE_MILLIS);
    }

    /** The kernel cannot wait for a lock with a time-out, so it is asked again and again. */
    private static boolean sleep(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Descriptor open(Path path) {
        try (Memory memory = new Memory()) {
            // the kernel copies the path; expected: ENOENT, EACCES, EROFS, ENOSPC
            long fd = Kernel.retry(
                    Syscall.OPENAT, AT_FDCWD, memory.string(path.toString()), O_RDWR | O_CREAT | O_CLOEXEC, 0600, 0);
            return Descriptor.of((int) Kernel.check(fd, "open", path.toString()));
        }
    }

    /** struct flock over the whole file: its type first, all else zero. Expected: EAGAIN, EACCES if it is locked. */
    private static long lock(Descriptor file, int command, short type) {
        try (Memory memory = new Memory()) {
            Memory.Block flock = memory.block(SIZE_OF_FLOCK);
            flock.bytes().putShort(0, type);
            return Kernel.retry(Syscall.FCNTL, file.number(), command, flock.address(), 0, 0);
        }
    }
}

package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * unshare(2) and setns(2), which change the calling thread only: so each runs on a platform thread of its own. The
 * thread's mount namespace stays the process's, where the bind mount is then seen.
 */
final class SystemNamespaces implements Namespaces {
    static final SystemNamespaces INSTANCE = new SystemNamespaces();

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int AT_FDCWD = -100;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_CLOEXEC = 02000000;
    private static final long MS_BIND = 4096;

    private SystemNamespaces() {}

    @Override
    public void createNetwork(Path file) {
        open(file, O_CREAT | O_EXCL).close();
        try {
            onFreshThread(() -> {
                // expected: EPERM without CAP_SYS_ADMIN, ENOSPC at the limit of namespaces
                Kernel.check(Kernel.call(Syscall.UNSHARE, CLONE_NEWNET), "unshare network for", file.toString());
                Loopback.up();
                SystemMounts.mount("/proc/thread-self/ns/net", file, "", MS_BIND, "");
                return true;
            });
        } catch (RuntimeException failure) {
            removeNetwork(file);
            throw failure;
        }
    }

    @Override
    public <T> T inNetwork(Path file, Supplier<T> code) {
        try (Descriptor namespace = open(file, 0)) {
            return onFreshThread(() -> {
                // expected: EINVAL if the file is no network namespace, EPERM
                long result = Kernel.call(Syscall.SETNS, namespace.number(), CLONE_NEWNET);
                Kernel.check(result, "enter network namespace", file.toString());
                return code.get();
            });
        }
    }

    @Override
    public Descriptor open(Path file) {
        return open(file, 0);
    }

    @Override
    public boolean removeNetwork(Path file) {
        SystemMounts.INSTANCE.unmount(file);
        try (Memory memory = new Memory()) {
            // the kernel copies the path and takes copies of the mount in other mount namespaces away, too;
            // expected: ENOENT
            long result = Kernel.call(Syscall.UNLINKAT, AT_FDCWD, memory.string(file.toString()), 0);
            if (result == -Errno.ENOENT) {
                return false;
            }
            Kernel.check(result, "remove", file.toString());
            return true;
        }
    }

    private static Descriptor open(Path file, int flags) {
        try (Memory memory = new Memory()) {
            // the kernel copies the path; expected: ENOENT, EEXIST
            long fd = Kernel.call(Syscall.OPENAT, AT_FDCWD, memory.string(file.toString()), flags | O_CLOEXEC, 0600);
            return Descriptor.of((int) Kernel.check(fd, "open", file.toString()));
        }
    }

    private static <T> T onFreshThread(Supplier<T> code) {
        List<T> result = new ArrayList<>(1);
        List<Throwable> failure = new ArrayList<>(1);
        Thread thread = Thread.ofPlatform().name("pinisi-namespace").unstarted(() -> {
            try {
                result.add(code.get());
            } catch (Throwable thrown) {
                failure.add(thrown);
            }
        });
        thread.start();
        join(thread);
        if (failure.isEmpty()) {
            return result.getFirst();
        }
        if (failure.getFirst() instanceof RuntimeException exception) {
            throw exception;
        }
        throw (Error) failure.getFirst();
    }

    /** The code runs to its end, whatever interrupts this thread: half a namespace helps nobody. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

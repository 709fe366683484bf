package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Descriptors and the paths they open. */
public final class Files {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_TRUNC = 01000;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;

    /** The working directory, where a directory's descriptor is asked for. */
    public static final int AT_FDCWD = -100;

    public static final int O_NOFOLLOW = 0400000;

    private static final int RESOLVE_NO_XDEV = 1;
    private static final int RESOLVE_NO_MAGICLINKS = 2;
    private static final int RESOLVE_NO_SYMLINKS = 4;
    private static final int RESOLVE_BENEATH = 8;
    private static final int RESOLVE_IN_ROOT = 16;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;

    private Files() {}

    /** A descriptor, closed on exec; or -errno. */
    public static int open(String path, int flags) {
        return (int) Kernel.call(Sys.openat(), AT_FDCWD, Kernel.path(path), flags | O_CLOEXEC, 0);
    }

    /** A descriptor, closed on exec, of a file created with that mode; or -errno. */
    public static int create(String path, int flags, int mode) {
        return (int) Kernel.call(Sys.openat(), AT_FDCWD, Kernel.path(path), flags | O_CREAT | O_CLOEXEC, mode);
    }

    /** As {@link #create} beneath a directory's descriptor. */
    public static int createAt(int directory, String name, int flags, int mode) {
        return (int) Kernel.call(Sys.openat(), directory, Kernel.path(name), flags | O_CREAT | O_CLOEXEC, mode);
    }

    public static int openAt(int directory, String path, int flags) {
        return (int) Kernel.call(Sys.openat(), directory, Kernel.path(path), flags | O_CLOEXEC, 0);
    }

    /** Opens a path as if the directory were the root: no link and no ".." leads out of it (openat2). Or -errno. */
    public static int openInRoot(int root, String path, int flags) {
        return openResolved(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    }

    /** As {@link #openInRoot}, but a link on the way is an error: -ELOOP. */
    public static int openInRootWithoutLinks(int root, String path, int flags) {
        return openResolved(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS);
    }

    /**
     * Opens a path below the directory that stays on its mount: nothing mounted over a part of it is entered, no link leads
     * out of it. Or -errno.
     */
    static int openOnMount(int directory, String path, int flags) {
        return openResolved(directory, path, flags, RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS | RESOLVE_BENEATH);
    }

    private static int openResolved(int directory, String path, int flags, int resolve) {
        Address how = Memory.allocate(24);
        how.putLong(flags | O_CLOEXEC);
        how.add(16).putLong(resolve);
        while (true) {
            int fd = (int) Kernel.call(Sys.openat2(), directory, Kernel.path(path), how.toLong(), 24);
            if (fd != -Errno.EAGAIN) {
                return fd;
            }
        }
    }

    public static void close(int fd) {
        Kernel.call(Sys.close(), fd);
    }

    /** The number of bytes read, 0 at the end; or -errno. */
    public static int read(int fd, byte[] buffer) {
        return read(fd, buffer, 0, buffer.length);
    }

    /** As {@link #read(int, byte[])}, into a part of the buffer. */
    public static int read(int fd, byte[] buffer, int from, int to) {
        int count;
        do {
            count = (int)
                    Kernel.call(Sys.read(), fd, Memory.of(buffer).add(from).toLong(), to - from);
        } while (count == -Errno.EINTR);
        return count;
    }

    /** 0 when all was written; or -errno. */
    public static int write(int fd, byte[] bytes, int length) {
        int done = 0;
        while (done < length) {
            int count = (int)
                    Kernel.call(Sys.write(), fd, Memory.of(bytes).add(done).toLong(), length - done);
            if (count < 0 && count != -Errno.EINTR) {
                return count;
            }
            done += Math.max(count, 0);
        }
        return 0;
    }

    public static int mkdir(String path, int mode) {
        return mkdirAt(AT_FDCWD, path, mode);
    }

    public static int mkdirAt(int directory, String name, int mode) {
        return (int) Kernel.call(Sys.mkdirat(), directory, Kernel.path(name), mode);
    }

    public static int mknodAt(int directory, String name, int mode, long device) {
        return (int) Kernel.call(Sys.mknodat(), directory, Kernel.path(name), mode, device);
    }

    public static int symlinkAt(String target, int directory, String name) {
        return (int) Kernel.call(Sys.symlinkat(), Kernel.path(target), directory, Kernel.path(name));
    }

    public static int rename(String from, String to) {
        return (int) Kernel.call(Sys.renameat2(), AT_FDCWD, Kernel.path(from), AT_FDCWD, Kernel.path(to), 0);
    }

    public static int unlink(String path) {
        return (int) Kernel.call(Sys.unlinkat(), AT_FDCWD, Kernel.path(path), 0);
    }

    public static int rmdir(String path) {
        return (int) Kernel.call(Sys.unlinkat(), AT_FDCWD, Kernel.path(path), 0x200);
    }

    public static int chmod(int fd, int mode) {
        return (int) Kernel.call(Sys.fchmod(), fd, mode);
    }

    public static int chmodAt(int directory, String name, int mode) {
        return (int) Kernel.call(Sys.fchmodat(), directory, Kernel.path(name), mode);
    }

    public static int chown(int fd, int uid, int gid) {
        return (int) Kernel.call(Sys.fchown(), fd, uid, gid);
    }

    /** Changes the owner of a name itself, not of what a link points to. */
    public static int chownAt(int directory, String name, int uid, int gid) {
        return (int) Kernel.call(Sys.fchownat(), directory, Kernel.path(name), uid, gid, 0x100);
    }

    /** What a link points to; empty if it is none. */
    public static String readLink(int directory, String path) {
        byte[] target = Memory.SCRATCH;
        int length = (int) Kernel.call(
                Sys.readlinkat(),
                directory,
                Kernel.path(path),
                Memory.of(target).toLong(),
                target.length);
        return length <= 0 ? "" : Utf8.decode(target, 0, length);
    }

    /** 0 if the process may do that ({@code 1} execute, {@code 2} write, {@code 4} read) by its effective ids; or -errno. */
    public static int access(String path, int mode) {
        return (int) Kernel.call(Sys.faccessat(), AT_FDCWD, Kernel.path(path), mode);
    }

    public static boolean exists(String path) {
        return access(path, 0) == 0;
    }

    /** Takes the exclusive lock on an open file and waits for it. */
    public static void lock(int fd) {
        long result;
        do {
            result = Kernel.call(Sys.flock(), fd, 2);
        } while (result == -Errno.EINTR);
        KernelException.check(result, "lock a container's state");
    }

    /** Lets a descriptor survive exec, or not. */
    public static void closeOnExec(int fd, boolean close) {
        Kernel.call(Sys.fcntl(), fd, F_SETFD, close ? 1 : 0);
    }

    public static boolean isOpen(int fd) {
        return Kernel.call(Sys.fcntl(), fd, F_GETFD) >= 0;
    }

    /**
     * Closes every descriptor from this one on.
     *
     * @param kept those that stay open, in ascending order; numbers below the first do not matter
     */
    public static void closeFrom(int first, int[] kept) {
        int from = first;
        for (int fd : kept) {
            if (fd >= from) {
                if (fd > from) {
                    Kernel.call(Sys.closeRange(), from, fd - 1, 0);
                }
                from = fd + 1;
            }
        }
        Kernel.call(Sys.closeRange(), from, 0xffffffffL, 0);
    }

    /** Marks every descriptor from this one on as closed on exec. */
    public static void closeOnExecFrom(int first) {
        Kernel.call(Sys.closeRange(), first, 0xffffffffL, 4);
    }

    public static void duplicate(int from, int to) {
        KernelException.check(from == to ? 0 : Kernel.call(Sys.dup3(), from, to, 0), "duplicate a descriptor");
        if (from == to) {
            closeOnExec(to, false);
        }
    }

    /** Another descriptor of the same, with that number or the next one free, closed on exec. */
    public static int duplicateFrom(int fd, int lowest) {
        return (int)
                KernelException.check(Kernel.call(Sys.fcntl(), fd, F_DUPFD_CLOEXEC, lowest), "duplicate a descriptor");
    }

    /** The working directory, {@code (unreachable)…} outside of the root; empty if a filter forbids to ask. */
    public static String workingDirectory() {
        byte[] path = Memory.SCRATCH;
        long length = Kernel.call(Sys.getcwd(), Memory.of(path).toLong(), path.length);
        if (length < 0 && length != -Errno.ENOENT) {
            return "";
        }
        KernelException.check(length, "find the working directory");
        return Utf8.decode(path, 0, (int) length - 1);
    }

    /** The kernel's path of an open descriptor, for calls that take a path only. */
    public static String pathOf(int fd) {
        return "/proc/self/fd/" + fd;
    }

    /** A file in memory with that content, to be read from its start. */
    public static int inMemory(byte[] content) {
        int fd = (int) KernelException.check(
                Kernel.call(Sys.memfdCreate(), Kernel.path("pinisi-oci"), 1), "make a file in memory");
        KernelException.check(
                Kernel.call(Sys.pwrite64(), fd, Memory.of(content).toLong(), content.length, 0),
                "write a file in memory");
        return fd;
    }

    /** The two ends of a pipe, closed on exec: read from the first, write to the second. */
    public static int[] pipe() {
        Address ends = Memory.allocate(8);
        KernelException.check(Kernel.call(Sys.pipe2(), ends.toLong(), O_CLOEXEC), "make a pipe");
        return new int[] {ends.getInt(), ends.add(4).getInt()};
    }
}

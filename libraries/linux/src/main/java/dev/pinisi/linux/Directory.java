package dev.pinisi.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open directory, and what can be done to the names in it. A name is one component, as bytes; it is never followed
 * when it is a symbolic link. So whoever walks a tree component by component cannot be led out of it, whatever the
 * tree holds and whoever changes it meanwhile.
 *
 * <p>Usable from several threads. Every failure is a {@link LinuxException} with the call, the name and the errno.
 * Tests need no fake: all of it works in any temporary directory.
 */
public final class Directory implements AutoCloseable {
    private static final int OPEN_DIRECTORY =
            FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC;
    private static final int STATX_BASIC = 0x7ff;
    private static final long STATX_ATTR_MOUNT_ROOT = 0x2000;
    private static final int RENAME_NOREPLACE = 1;
    private static final int RENAME_EXCHANGE = 2;
    private static final long RESOLVE_NO_MAGICLINKS = 0x02;
    private static final long RESOLVE_NO_SYMLINKS = 0x04;
    private static final long RESOLVE_BENEATH = 0x08;
    private static final long RESOLVE_IN_ROOT = 0x10;

    private final int fd;
    private boolean closed;

    private Directory(int fd) {
        this.fd = fd;
    }

    /** Opens a directory by a trusted path, following links. */
    public static Directory open(Path path) {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC;
        return new Directory(openat(FileCalls.AT_FDCWD, bytes, flags, 0));
    }

    /** A path by which the rest of this process reaches this very directory; valid until {@link #close}. */
    public Path procPath() {
        return Path.of("/proc/self/fd/" + fd);
    }

    /** Opens the directory of that name; a symbolic link is ENOTDIR. */
    public Directory openDirectory(byte[] name) {
        return new Directory(openat(fd, name, OPEN_DIRECTORY, 0));
    }

    /** Opens a directory by a path below this one; symbolic links and `..` out of it are errors. */
    public Directory openBeneath(byte[] path) {
        return new Directory(
                resolve(path, OPEN_DIRECTORY, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS));
    }

    /** Opens a directory by a path that is resolved as if this directory were the root of all. */
    public Directory openInRoot(byte[] path) {
        return new Directory(resolve(
                path,
                FileCalls.O_RDONLY | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC,
                RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS));
    }

    /** Opens a regular file for reading by a path below this directory, through no symbolic link. */
    public OpenFile openFileBeneath(byte[] path) {
        int flags = FileCalls.O_RDONLY | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC | FileCalls.O_NONBLOCK;
        return new OpenFile(resolve(path, flags, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS), path);
    }

    /** Creates a file for writing; EEXIST if the name is taken. The mode is subject to the thread's umask. */
    public OpenFile createFile(byte[] name, int mode) {
        int flags =
                FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_EXCL | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC;
        return new OpenFile(openat(fd, name, flags, mode), name);
    }

    /** Opens a file for reading. */
    public OpenFile openFile(byte[] name) {
        int flags = FileCalls.O_RDONLY | FileCalls.O_NOFOLLOW | FileCalls.O_CLOEXEC | FileCalls.O_NONBLOCK;
        return new OpenFile(openat(fd, name, flags, 0), name);
    }

    public void makeDirectory(byte[] name, int mode) {
        FileCalls.check(Kernel.call(Syscall.MKDIRAT, fd, Scratch.get().path(name), mode), "mkdir", name);
    }

    /** Makes a symbolic link; its text may be anything. */
    public void makeSymlink(byte[] name, byte[] text) {
        Scratch scratch = Scratch.get();
        long result = Kernel.call(Syscall.SYMLINKAT, scratch.secondPath(text), fd, scratch.path(name));
        FileCalls.check(result, "symlink", name);
    }

    /** Makes a device, FIFO or socket node; the mode holds the type. */
    public void makeNode(byte[] name, int mode, int major, int minor) {
        // the kernel's 32-bit encoding: minor 7-0, major 19-8, minor 31-20
        long device = (minor & 0xffL) | ((major & 0xfffL) << 8) | ((minor & 0xfff00L) << 12);
        FileCalls.check(Kernel.call(Syscall.MKNODAT, fd, Scratch.get().path(name), mode, device), "mknod", name);
    }

    /** Gives a file of another directory a further name here. A symbolic link is linked itself. */
    public void makeLink(byte[] name, Directory from, byte[] existing) {
        Scratch scratch = Scratch.get();
        long result = Kernel.call(Syscall.LINKAT, from.fd, scratch.secondPath(existing), fd, scratch.path(name), 0);
        FileCalls.check(result, "link", name);
    }

    /** Moves a name; EEXIST if the new one is taken. */
    public void rename(byte[] name, Directory to, byte[] newName) {
        rename(name, to, newName, RENAME_NOREPLACE);
    }

    /** Moves a name over another, which is gone then. */
    public void replace(byte[] name, Directory to, byte[] newName) {
        rename(name, to, newName, 0);
    }

    /** Exchanges two names in one step. */
    public void exchange(byte[] name, Directory to, byte[] other) {
        rename(name, to, other, RENAME_EXCHANGE);
    }

    private void rename(byte[] name, Directory to, byte[] newName, int flags) {
        Scratch scratch = Scratch.get();
        long result = Kernel.call(Syscall.RENAMEAT2, fd, scratch.path(name), to.fd, scratch.secondPath(newName), flags);
        FileCalls.check(result, "rename", name);
    }

    /** Removes a name that is no directory. */
    public void remove(byte[] name) {
        FileCalls.check(Kernel.call(Syscall.UNLINKAT, fd, Scratch.get().path(name), 0), "unlink", name);
    }

    /** Removes an empty directory. */
    public void removeDirectory(byte[] name) {
        long result = Kernel.call(Syscall.UNLINKAT, fd, Scratch.get().path(name), FileCalls.AT_REMOVEDIR);
        FileCalls.check(result, "rmdir", name);
    }

    /** What is known of a name; nothing if there is none. */
    public Optional<FileStatus> status(byte[] name) {
        return status(fd, name, FileCalls.AT_SYMLINK_NOFOLLOW);
    }

    static Optional<FileStatus> status(int fd, byte[] name, int flags) {
        Scratch scratch = Scratch.get();
        Memory.Block buffer = scratch.small();
        long result = Kernel.call(Syscall.STATX, fd, scratch.path(name), flags, STATX_BASIC, buffer.address());
        if (result == -Errno.ENOENT) {
            return Optional.empty();
        }
        FileCalls.check(result, "statx", name);
        return Optional.of(FileStatus.of(buffer.bytes()));
    }

    /**
     * Whether something is mounted at a name, in whichever mount namespace this directory was opened. Removing such a
     * name would take the mount away too, but for whoever is in that namespace, who meets EBUSY.
     */
    public boolean isMountPoint(byte[] name) {
        Scratch scratch = Scratch.get();
        Memory.Block buffer = scratch.small();
        long result = Kernel.call(
                Syscall.STATX, fd, scratch.path(name), FileCalls.AT_SYMLINK_NOFOLLOW, STATX_BASIC, buffer.address());
        if (result == -Errno.ENOENT) {
            return false;
        }
        FileCalls.check(result, "statx", name);
        return (buffer.bytes().getLong(8) & STATX_ATTR_MOUNT_ROOT) != 0;
    }

    /** The text of a symbolic link. */
    public byte[] readLink(byte[] name) {
        Scratch scratch = Scratch.get();
        Memory.Block block = scratch.block();
        long length = Kernel.call(Syscall.READLINKAT, fd, scratch.path(name), block.address(), Scratch.BLOCK);
        FileCalls.check(length, "readlink", name);
        return FileCalls.bytes(block, 0, length);
    }

    /** Sets the mode of a name that is no symbolic link. */
    public void setMode(byte[] name, int mode) {
        FileCalls.check(Kernel.call(Syscall.FCHMODAT, fd, Scratch.get().path(name), mode), "chmod", name);
    }

    public void setOwner(byte[] name, int uid, int gid) {
        long result =
                Kernel.call(Syscall.FCHOWNAT, fd, Scratch.get().path(name), uid, gid, FileCalls.AT_SYMLINK_NOFOLLOW);
        FileCalls.check(result, "chown", name);
    }

    /** Sets access and modification time. */
    public void setTime(byte[] name, long seconds, int nanoseconds) {
        long times = FileTimes.store(seconds, nanoseconds);
        long path = Scratch.get().path(name);
        FileCalls.check(
                Kernel.call(Syscall.UTIMENSAT, fd, path, times, FileCalls.AT_SYMLINK_NOFOLLOW), "utimensat", name);
    }

    public void setXattr(byte[] name, byte[] key, byte[] value) {
        Xattrs.set(fd, name, key, value);
    }

    /** The value of an attribute; nothing if the file or its file system has none. */
    public Optional<byte[]> xattr(byte[] name, byte[] key) {
        return Xattrs.get(fd, name, key);
    }

    /** The keys of the attributes of a name, as the kernel orders them. */
    public List<byte[]> xattrs(byte[] name) {
        return Xattrs.list(fd, name);
    }

    /** The names in here, without `.` and `..`, as the kernel orders them. */
    public List<DirectoryEntry> list() {
        FileCalls.check(Kernel.call(Syscall.LSEEK, fd, 0, 0), "lseek", new byte[0]);
        Memory.Block block = Scratch.get().block();
        List<DirectoryEntry> entries = new ArrayList<>();
        while (true) {
            long count = Kernel.call(Syscall.GETDENTS64, fd, block.address(), Scratch.BLOCK);
            if (FileCalls.check(count, "getdents64", new byte[0]) == 0) {
                return entries;
            }
            collect(block, count, entries);
        }
    }

    private static void collect(Memory.Block block, long count, List<DirectoryEntry> into) {
        int at = 0;
        while (at < count) {
            // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name
            int length = block.bytes().getShort(at + 16) & 0xffff;
            int type = (block.bytes().get(at + 18) & 0xff) << 12;
            int start = at + 19;
            int end = start;
            while (block.bytes().get(end) != 0) {
                end++;
            }
            byte[] name = FileCalls.bytes(block, start, end - start);
            if (!isDot(name)) {
                into.add(new DirectoryEntry(name, type));
            }
            at += length;
        }
    }

    private static boolean isDot(byte[] name) {
        return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    }

    /** Waits until the names in here are on the disk. */
    public void sync() {
        FileCalls.check(Kernel.call(Syscall.FSYNC, fd), "fsync", new byte[] {'.'});
    }

    /** Waits until all of the file system is on the disk. */
    public void syncFileSystem() {
        FileCalls.check(Kernel.call(Syscall.SYNCFS, fd), "syncfs", new byte[] {'.'});
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            FileCalls.close(fd);
        }
    }

    private static int openat(int at, byte[] name, int flags, int mode) {
        long result = Kernel.call(Syscall.OPENAT, at, Scratch.get().path(name), flags, mode);
        return (int) FileCalls.check(result, "open", name);
    }

    private int resolve(byte[] path, int flags, long resolve) {
        Scratch scratch = Scratch.get();
        // struct open_how: flags, mode, resolve
        Memory.Block how = scratch.small();
        how.bytes().putLong(0, flags);
        how.bytes().putLong(8, 0);
        how.bytes().putLong(16, resolve);
        long result;
        do {
            // EAGAIN: a rename elsewhere made the kernel's check uncertain
            result = Kernel.call(Syscall.OPENAT2, fd, scratch.path(path), how.address(), 24);
        } while (result == -Errno.EAGAIN);
        return (int) FileCalls.check(result, "open", path);
    }
}

package dev.pinisi.linux;

/** A descriptor of a regular file; for one thread at a time. Errors carry the name that it was opened by. */
public final class OpenFile implements AutoCloseable {
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final long FICLONE = 0x40049409L;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int SYNC_FILE_RANGE_WRITE = 2;
    private static final int SYNC_FILE_RANGE_ALL = 7;

    private final int fd;
    private final byte[] name;
    private boolean closed;

    OpenFile(int fd, byte[] name) {
        this.fd = fd;
        this.name = name;
    }

    /** Writes all of the bytes at the file's position. */
    public void write(byte[] from, int offset, int length) {
        Memory.Block block = Scratch.get().block();
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, Scratch.BLOCK);
            block.bytes().put(0, from, offset + done, count);
            writeAll(block.address(), count);
            done += count;
        }
    }

    private void writeAll(long address, long length) {
        long done = 0;
        while (done < length) {
            long written = Kernel.call(Syscall.WRITE, fd, address + done, length - done);
            if (written != -Errno.EINTR) {
                done += FileCalls.check(written, "write", name);
            }
        }
    }

    /** Reads up to so many bytes at an offset of the file; -1 at its end. The file's position stays. */
    public int read(long position, byte[] into, int offset, int length) {
        Memory.Block block = Scratch.get().block();
        int wanted = Math.min(length, Scratch.BLOCK);
        long count =
                FileCalls.check(Kernel.call(FileCalls.PREAD64, fd, block.address(), wanted, position), "read", name);
        block.bytes().get(0, into, offset, (int) count);
        return count == 0 ? -1 : (int) count;
    }

    /** Moves the position of the next write. */
    public void seek(long position) {
        FileCalls.check(Kernel.call(Syscall.LSEEK, fd, position, 0), "lseek", name);
    }

    /** Sets the file's length; what is new reads as zeros and takes no space. */
    public void truncate(long length) {
        FileCalls.check(Kernel.call(Syscall.FTRUNCATE, fd, length), "ftruncate", name);
    }

    /** Asks for the space of a file in one piece; where the file system cannot, nothing happens. */
    public void reserve(long length) {
        long result = Kernel.call(Syscall.FALLOCATE, fd, FALLOC_FL_KEEP_SIZE, 0, length);
        if (result != -Errno.EOPNOTSUPP) {
            FileCalls.check(result, "fallocate", name);
        }
    }

    /** Copies within the kernel, sharing blocks where the file system can; the count of bytes copied. */
    public long copyFrom(OpenFile source, long length) {
        return FileCalls.check(
                Kernel.call(Syscall.COPY_FILE_RANGE, source.fd, 0, fd, 0, length, 0), "copy_file_range", name);
    }

    /** Makes this file's content that of another, sharing its blocks; false where the file system cannot. */
    public boolean cloneFrom(OpenFile source) {
        // expected: EOPNOTSUPP, EINVAL, ENOTTY; EXDEV from another file system
        long result = Kernel.call(Syscall.IOCTL, fd, FICLONE, source.fd);
        return result >= 0;
    }

    /** The offset of the first byte at or after another that is no hole; the length if only holes follow. */
    public long nextData(long position) {
        long at = Kernel.call(Syscall.LSEEK, fd, position, SEEK_DATA);
        return at == -Errno.ENXIO ? status().size() : FileCalls.check(at, "lseek", name);
    }

    /** The offset of the next hole after an offset with data; the length if none follows. */
    public long nextHole(long position) {
        return FileCalls.check(Kernel.call(Syscall.LSEEK, fd, position, SEEK_HOLE), "lseek", name);
    }

    public void setMode(int mode) {
        FileCalls.check(Kernel.call(Syscall.FCHMOD, fd, mode), "fchmod", name);
    }

    public void setOwner(int uid, int gid) {
        FileCalls.check(Kernel.call(Syscall.FCHOWN, fd, uid, gid), "fchown", name);
    }

    /** Sets access and modification time. */
    public void setTime(long seconds, int nanoseconds) {
        long times = FileTimes.store(seconds, nanoseconds);
        FileCalls.check(Kernel.call(Syscall.UTIMENSAT, fd, 0, times, 0), "utimensat", name);
    }

    public void setXattr(byte[] key, byte[] value) {
        Xattrs.set(Syscall.FSETXATTR, fd, name, key, value);
    }

    /** Starts to write dirty pages to the disk, and does not wait for that. */
    public void startWriteBack() {
        Kernel.call(FileCalls.SYNC_FILE_RANGE, fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    }

    /**
     * Waits until the content is with the disk. That is less than {@link #sync}: neither is what leads to the content
     * there, nor need the disk have written its own cache.
     */
    public void awaitWriteBack() {
        long result = Kernel.call(FileCalls.SYNC_FILE_RANGE, fd, 0, 0, SYNC_FILE_RANGE_ALL);
        if (result != -Errno.EINVAL && result != -Errno.EOPNOTSUPP && result != -Errno.ENOSYS) {
            FileCalls.check(result, "sync_file_range", name);
        }
    }

    /** Waits until content and length are on the disk. */
    public void sync() {
        FileCalls.check(Kernel.call(Syscall.FSYNC, fd), "fsync", name);
    }

    public FileStatus status() {
        return Directory.status(fd, new byte[0], FileCalls.AT_EMPTY_PATH).orElseThrow();
    }

    /** Passes the descriptor on: closing this does nothing any more. */
    public OpenFile release() {
        closed = true;
        return new OpenFile(fd, name);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            FileCalls.close(fd);
        }
    }
}

package dev.pinisi.linux;

import java.nio.charset.StandardCharsets;

/** What the calls on files share: flags, errors, and numbers that nobody else needs. */
final class FileCalls {
    private static final boolean X86 = "amd64".equals(System.getProperty("os.arch"));
    private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));

    static final long PREAD64 = X86 ? 17 : 67;
    static final long SYNC_FILE_RANGE = X86 ? 277 : 84;

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_EMPTY_PATH = 0x1000;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_NONBLOCK = 04000;
    static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
    static final int O_CLOEXEC = 02000000;

    private FileCalls() {}

    /** The result of a call, or the exception that names it and the file. */
    static long check(long result, String call, byte[] name) {
        if (result < 0) {
            throw failed(result, call, name);
        }
        return result;
    }

    static LinuxException failed(long result, String call, byte[] name) {
        return new LinuxException(call, new String(name, StandardCharsets.UTF_8), (int) -result);
    }

    /** A copy of some bytes. */
    static byte[] bytes(Memory.Block from, int start, long length) {
        byte[] copy = new byte[(int) length];
        from.bytes().get(start, copy);
        return copy;
    }

    static void close(int fd) {
        // EINTR and EIO leave the descriptor closed, too: never repeated
        Kernel.call(Syscall.CLOSE, fd);
    }
}

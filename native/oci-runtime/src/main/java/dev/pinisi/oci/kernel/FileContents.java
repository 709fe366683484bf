package dev.pinisi.oci.kernel;

/** Whole files, in and out. */
public final class FileContents {
    private static final int LIMIT = 32 << 20;

    private FileContents() {}

    /**
     * All bytes of a file, at most 32 MiB.
     *
     * @throws KernelException if it cannot be read
     */
    public static byte[] read(String path) {
        int fd = KernelException.check(Files.open(path, Files.O_RDONLY), "open", path);
        byte[] content = read(fd, path, LIMIT);
        Files.close(fd);
        return content;
    }

    /**
     * The first bytes of a file that a container made; none if it is not a regular one. Never waits, as the opening of a
     * pipe would.
     */
    public static byte[] readForeign(String path, int limit) {
        int fd = Files.open(path, Files.O_RDONLY | Files.O_NONBLOCK | Files.O_NOCTTY);
        if (fd < 0) {
            return new byte[0];
        }
        byte[] content = FileStatus.of(fd).isRegular() ? read(fd, path, limit) : new byte[0];
        Files.close(fd);
        return content;
    }

    private static byte[] read(int fd, String path, int limit) {
        byte[] buffer = Memory.SCRATCH;
        int length = 0;
        while (true) {
            int count = KernelException.check(readInto(fd, buffer, length), "read", path);
            length += count;
            if (count == 0 || length >= limit) {
                break;
            }
            buffer = withRoom(buffer, length);
        }
        byte[] exact = new byte[length];
        System.arraycopy(buffer, 0, exact, 0, length);
        return exact;
    }

    /** A file's text; empty if it cannot be read. */
    public static String textOrEmpty(String path) {
        return Files.exists(path) ? text(path) : "";
    }

    /** The last bytes of a file as text; empty if it cannot be read. */
    public static String tail(String path, int length) {
        int fd = Files.open(path, Files.O_RDONLY);
        if (fd < 0) {
            return "";
        }
        byte[] end = new byte[length];
        long from = Math.max(FileStatus.of(fd).size() - length, 0);
        int count = (int) Kernel.call(Sys.pread64(), fd, Memory.of(end).toLong(), length, from);
        Files.close(fd);
        return Utf8.decode(end, 0, Math.max(count, 0));
    }

    /** A file's text. */
    public static String text(String path) {
        byte[] bytes = read(path);
        return Utf8.decode(bytes, 0, bytes.length);
    }

    /** Writes to a file that is there, such as one of /proc or a control group: one write; 0 or -errno. */
    public static int writeExisting(String path, String text) {
        int fd = Files.open(path, Files.O_WRONLY);
        if (fd < 0) {
            return fd;
        }
        byte[] bytes = Utf8.encode(text);
        int result = Files.write(fd, bytes, bytes.length);
        Files.close(fd);
        return result;
    }

    /** Creates or replaces a file, such that readers see the old content or the new. */
    public static void replace(String path, byte[] content, int mode) {
        String staged = path + ".new";
        int fd = KernelException.check(Files.create(staged, Files.O_WRONLY | Files.O_TRUNC, mode), "create", staged);
        int written = Files.write(fd, content, content.length);
        Files.close(fd);
        KernelException.check(written, "write", staged);
        KernelException.check(Files.rename(staged, path), "rename to", path);
    }

    private static int readInto(int fd, byte[] buffer, int from) {
        return (int) Kernel.call(Sys.read(), fd, Memory.of(buffer).add(from).toLong(), buffer.length - from);
    }

    private static byte[] withRoom(byte[] buffer, int length) {
        if (length < buffer.length) {
            return buffer;
        }
        byte[] larger = new byte[buffer.length * 2];
        System.arraycopy(buffer, 0, larger, 0, length);
        return larger;
    }
}

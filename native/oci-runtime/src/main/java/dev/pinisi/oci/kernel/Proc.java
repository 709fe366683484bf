package dev.pinisi.oci.kernel;

/**
 * The host's /proc, held by a descriptor: what is mounted there later, or in a container, plays no part. It is checked to
 * be a procfs, and nothing that lies over one of its files is followed (CVE-2019-16884, CVE-2025-52881).
 */
public final class Proc {
    private final int fd;

    private Proc(int fd) {
        this.fd = fd;
    }

    /**
     * Opens it.
     *
     * @throws KernelException if there is no procfs at /proc
     */
    public static Proc open() {
        int fd = KernelException.check(Files.open("/proc", Files.O_PATH), "open", "/proc");
        if (FileSystems.kind(fd) != FileSystems.PROC) {
            throw new KernelException("use /proc, which is no procfs", Errno.EINVAL);
        }
        return new Proc(fd);
    }

    /** This process's id as the host sees it. */
    public String self() {
        return Files.readLink(fd, "self");
    }

    /** One write to a file that is there, such as {@code self/oom_score_adj}; 0 or -errno. */
    public int write(String path, String text) {
        int file = Files.openOnMount(fd, path, Files.O_WRONLY);
        if (file < 0) {
            return file;
        }
        byte[] bytes = Utf8.encode(text);
        int result = Files.write(file, bytes, bytes.length);
        Files.close(file);
        return result;
    }

    public void close() {
        Files.close(fd);
    }
}

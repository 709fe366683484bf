package dev.pinisi.oci.kernel;

/** Entering and leaving namespaces, and what belongs to one. Every method returns 0, or -errno. */
public final class Namespaces {
    private Namespaces() {}

    public static int join(int fd, long kinds) {
        return (int) Kernel.call(Sys.setns(), fd, kinds);
    }

    public static int unshare(long kinds) {
        return (int) Kernel.call(Sys.unshare(), kinds);
    }

    public static int setHostname(String name) {
        byte[] bytes = Utf8.encode(name);
        return (int) Kernel.call(Sys.sethostname(), Memory.of(bytes).toLong(), bytes.length);
    }

    public static int setDomainname(String name) {
        byte[] bytes = Utf8.encode(name);
        return (int) Kernel.call(Sys.setdomainname(), Memory.of(bytes).toLong(), bytes.length);
    }

    public static int changeDirectory(String path) {
        return (int) Kernel.call(Sys.chdir(), Kernel.path(path));
    }

    public static int changeDirectory(int fd) {
        return (int) Kernel.call(Sys.fchdir(), fd);
    }

    public static int changeRoot(String path) {
        return (int) Kernel.call(Sys.chroot(), Kernel.path(path));
    }

    /** Gives the process a new session keyring of that name. */
    public static int newSessionKeyring(String name) {
        return (int) Kernel.call(Sys.keyctl(), 1, Kernel.path(name));
    }
}

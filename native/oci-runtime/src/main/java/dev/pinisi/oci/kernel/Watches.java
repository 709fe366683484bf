package dev.pinisi.oci.kernel;

/** Descriptors that become readable when something happens to a file. */
public final class Watches {
    private static final int IN_MODIFY = 2;
    private static final int CLOEXEC = 02000000;
    private static final int NONBLOCK = 04000;

    private Watches() {}

    /** One that becomes readable when the file changes (inotify); or -errno. */
    public static int onChange(String path) {
        int watch = (int) Kernel.call(Sys.inotifyInit1(), CLOEXEC | NONBLOCK);
        if (watch < 0) {
            return watch;
        }
        int result = (int) Kernel.call(Sys.inotifyAddWatch(), watch, Kernel.path(path), IN_MODIFY);
        if (result < 0) {
            Files.close(watch);
            return result;
        }
        return watch;
    }

    /** One that others make readable (eventfd); or -errno. */
    public static int eventCounter() {
        return (int) Kernel.call(Sys.eventfd2(), 0, CLOEXEC | NONBLOCK);
    }
}

package dev.pinisi.oci.kernel;

/** A system call failed. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param action what was tried, with its object: {@code mount proc on /proc}
     * @param errno why it failed
     */
    public KernelException(String action, int errno) {
        super(action + ": " + Errno.message(errno));
        this.errno = errno;
    }

    /** The kernel's error number. */
    public int errno() {
        return errno;
    }

    /** The result, if it is not an error. */
    public static long check(long result, String action) {
        if (result < 0) {
            throw new KernelException(action, (int) -result);
        }
        return result;
    }

    /** As {@link #check(long, String)}; the words are joined only when needed. */
    public static int check(long result, String action, String object) {
        if (result < 0) {
            throw new KernelException(action + " " + object, (int) -result);
        }
        return (int) result;
    }
}

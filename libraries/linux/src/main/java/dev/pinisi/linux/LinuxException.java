package dev.pinisi.linux;

/** A system call failed. Carries the call, what it was about and the errno. */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final String subject;
    private final int errno;

    /**
     * @param call the system call: {@code mount}
     * @param subject what it was about, a path most often; may be empty
     * @param errno the kernel's error number
     */
    public LinuxException(String call, String subject, int errno) {
        super(call + (subject.isEmpty() ? "" : " " + subject) + ": " + Errno.message(errno));
        this.call = call;
        this.subject = subject;
        this.errno = errno;
    }

    public String call() {
        return call;
    }

    public String subject() {
        return subject;
    }

    /** One of the constants of {@link Errno}, or another number. */
    public int errno() {
        return errno;
    }
}

package dev.pinisi.oci.cgroup;

/** The kernel refused something about a control group, or a group of resctrl. */
public final class CgroupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;
    private final int errno;

    public CgroupException(String action, int errno) {
        super(action + ": error " + errno);
        this.action = action;
        this.errno = errno;
    }

    /** What was tried, led by the member of config.json that asks for it: {@code linux.resources.…: write 5 to /sys/…}. */
    public String action() {
        return action;
    }

    /** The kernel's error number. */
    public int errno() {
        return errno;
    }
}

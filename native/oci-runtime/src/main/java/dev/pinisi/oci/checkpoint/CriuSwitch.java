package dev.pinisi.oci.checkpoint;

/** An option of the command line that is a field of CRIU's options as it stands. */
public enum CriuSwitch {
    LEAVE_RUNNING("leave-running", 3),
    EXTERNAL_SOCKETS("ext-unix-sk", 4),
    TCP_ESTABLISHED("tcp-established", 5),
    SHELL_JOB("shell-job", 7),
    FILE_LOCKS("file-locks", 8),
    AUTO_DEDUP("auto-dedup", 16),
    LINK_REMAP("link-remap", 18),
    TCP_SKIP_IN_FLIGHT("tcp-skip-in-flight", 46),
    LAZY_PAGES("lazy-pages", 48),
    TCP_CLOSE("tcp-close", 52);

    private final String option;
    private final int field;

    CriuSwitch(String option, int field) {
        this.option = option;
        this.field = field;
    }

    /** The option's name. */
    public String option() {
        return option;
    }

    int field() {
        return field;
    }
}

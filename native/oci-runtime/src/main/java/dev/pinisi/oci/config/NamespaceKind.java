package dev.pinisi.oci.config;

/** A kind of namespace, with the kernel's CLONE_NEW flag and its name in /proc/PID/ns. */
public enum NamespaceKind {
    USER("user", 0x10000000L, "user"),
    PID("pid", 0x20000000L, "pid"),
    NETWORK("network", 0x40000000L, "net"),
    IPC("ipc", 0x08000000L, "ipc"),
    UTS("uts", 0x04000000L, "uts"),
    MOUNT("mount", 0x00020000L, "mnt"),
    CGROUP("cgroup", 0x02000000L, "cgroup"),
    TIME("time", 0x00000080L, "time");

    private final String type;
    private final long flag;
    private final String file;

    NamespaceKind(String type, long flag, String file) {
        this.type = type;
        this.flag = flag;
        this.file = file;
    }

    /** The name in config.json. */
    public String type() {
        return type;
    }

    public long flag() {
        return flag;
    }

    public String file() {
        return file;
    }
}

package dev.pinisi.oci.checkpoint;

/** Fields of CRIU's options (images/rpc.proto, {@code criu_opts}) that no {@link CriuSwitch} sets. */
final class Option {
    static final int IMAGES = 1;
    static final int PID = 2;
    static final int EVASIVE_DEVICES = 6;
    static final int LOG_LEVEL = 9;
    static final int LOG_FILE = 10;
    static final int PAGE_SERVER = 11;
    static final int NOTIFICATIONS = 12;
    static final int ROOT = 13;
    static final int PARENT_IMAGES = 14;
    static final int TRACK_MEMORY = 15;
    static final int WORK = 17;
    static final int EXTERNAL_MOUNT = 23;
    static final int MANAGE_CGROUPS = 24;
    static final int CGROUP_ROOT = 25;
    static final int RESTORE_AS_SIBLING = 26;
    static final int INHERITED = 27;
    static final int CGROUPS_MODE = 34;
    static final int EXTERNAL = 37;
    static final int EMPTY_NAMESPACES = 38;
    static final int JOINED_NAMESPACE = 39;
    static final int FREEZER = 44;
    static final int ORPHAN_TERMINAL = 50;
    static final int CONFIGURATION = 51;
    static final int LSM_PROFILE = 53;
    static final int LSM_MOUNT_CONTEXT = 63;

    private Option() {}
}

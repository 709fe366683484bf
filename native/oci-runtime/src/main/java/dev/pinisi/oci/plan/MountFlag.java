package dev.pinisi.oci.plan;

import java.util.ArrayList;
import java.util.List;

/** Flags of mount(2), attributes of mount_setattr(2), and the options that stand for them. */
public final class MountFlag {
    public static final long READONLY = 1;
    public static final long NOSUID = 2;
    public static final long NODEV = 4;
    public static final long NOEXEC = 8;
    public static final long SYNCHRONOUS = 16;
    public static final long REMOUNT = 32;
    public static final long MANDLOCK = 64;
    public static final long DIRSYNC = 128;
    public static final long NOSYMFOLLOW = 256;
    public static final long NOATIME = 1024;
    public static final long NODIRATIME = 2048;
    public static final long BIND = 4096;
    public static final long MOVE = 8192;
    public static final long RECURSIVE = 16384;
    public static final long SILENT = 32768;
    public static final long UNBINDABLE = 1 << 17;
    public static final long PRIVATE = 1 << 18;
    public static final long SLAVE = 1 << 19;
    public static final long SHARED = 1 << 20;
    public static final long RELATIME = 1 << 21;
    public static final long I_VERSION = 1 << 23;
    public static final long STRICTATIME = 1 << 24;
    public static final long LAZYTIME = 1 << 25;

    /** Access-time attributes of mount_setattr(2), one field of which the values are chosen. */
    static final long ATTRIBUTE_ATIME = 0x70;

    private static final String[] NAMES = {
        "ro",
        "nosuid",
        "nodev",
        "noexec",
        "sync",
        "remount",
        "mand",
        "dirsync",
        "nosymfollow",
        "",
        "noatime",
        "nodiratime",
        "bind",
        "move",
        "rec",
        "silent",
        "",
        "unbindable",
        "private",
        "slave",
        "shared",
        "relatime",
        "",
        "iversion",
        "strictatime",
        "lazytime"
    };

    private MountFlag() {}

    /** The flag that an option sets, or 0. */
    static long setBy(String option) {
        return switch (option) {
            case "ro" -> READONLY;
            case "nosuid" -> NOSUID;
            case "nodev" -> NODEV;
            case "noexec" -> NOEXEC;
            case "sync" -> SYNCHRONOUS;
            case "remount" -> REMOUNT;
            case "mand" -> MANDLOCK;
            case "dirsync" -> DIRSYNC;
            case "nosymfollow" -> NOSYMFOLLOW;
            case "noatime" -> NOATIME;
            case "nodiratime" -> NODIRATIME;
            case "bind" -> BIND;
            case "rbind" -> BIND | RECURSIVE;
            case "silent" -> SILENT;
            case "relatime" -> RELATIME;
            case "iversion" -> I_VERSION;
            case "strictatime" -> STRICTATIME;
            case "lazytime" -> LAZYTIME;
            default -> 0;
        };
    }

    /** The flag that an option takes back, or 0. */
    static long clearedBy(String option) {
        return switch (option) {
            case "rw" -> READONLY;
            case "suid" -> NOSUID;
            case "dev" -> NODEV;
            case "exec" -> NOEXEC;
            case "async" -> SYNCHRONOUS;
            case "nomand" -> MANDLOCK;
            case "symfollow" -> NOSYMFOLLOW;
            case "atime" -> NOATIME;
            case "diratime" -> NODIRATIME;
            case "loud" -> SILENT;
            case "norelatime" -> RELATIME;
            case "noiversion" -> I_VERSION;
            case "nostrictatime" -> STRICTATIME;
            case "nolazytime" -> LAZYTIME;
            default -> 0;
        };
    }

    /** The propagation that an option chooses, or 0. */
    static long propagation(String option) {
        return switch (option) {
            case "shared" -> SHARED;
            case "slave" -> SLAVE;
            case "private" -> PRIVATE;
            case "unbindable" -> UNBINDABLE;
            case "rshared" -> SHARED | RECURSIVE;
            case "rslave" -> SLAVE | RECURSIVE;
            case "rprivate" -> PRIVATE | RECURSIVE;
            case "runbindable" -> UNBINDABLE | RECURSIVE;
            default -> 0;
        };
    }

    /** The attribute (MOUNT_ATTR_…) that a recursive option sets, or 0. */
    static long attributeSetBy(String option) {
        return switch (option) {
            case "rro" -> 0x1;
            case "rnosuid" -> 0x2;
            case "rnodev" -> 0x4;
            case "rnoexec" -> 0x8;
            case "rnoatime" -> 0x10;
            case "rstrictatime" -> 0x20;
            case "rnodiratime" -> 0x80;
            case "rnosymfollow" -> 0x200000;
            default -> 0;
        };
    }

    /** The attribute that a recursive option takes back, or 0. */
    static long attributeClearedBy(String option) {
        return switch (option) {
            case "rrw" -> 0x1;
            case "rsuid" -> 0x2;
            case "rdev" -> 0x4;
            case "rexec" -> 0x8;
            case "rrelatime", "ratime", "rnorelatime", "rnostrictatime" -> ATTRIBUTE_ATIME;
            case "rdiratime" -> 0x80;
            case "rsymfollow" -> 0x200000;
            default -> 0;
        };
    }

    /** The names of the flags that are set. */
    static List<String> names(long flags) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if ((flags >> bit & 1) != 0) {
                names.add(NAMES[bit]);
            }
        }
        return names;
    }
}

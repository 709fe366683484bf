package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Landlock (landlock(7)): what a process may no longer do to files, and those that it makes. */
public final class Landlock {
    public static final long EXECUTE = 1;
    public static final long WRITE_FILE = 1 << 1;
    public static final long READ_FILE = 1 << 2;
    public static final long READ_DIRECTORY = 1 << 3;
    public static final long TRUNCATE = 1 << 14;
    public static final long IOCTL_DEVICE = 1 << 15;

    /** What can be done to a file that is no directory. */
    public static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE;

    private static final int QUERY_VERSION = 1;
    private static final int PATH_BENEATH = 1;

    private Landlock() {}

    /** All that the kernel can forbid, a bit each; 0 where there is no Landlock. */
    public static long known() {
        long version = Kernel.call(Sys.landlockCreateRuleset(), 0, 0, QUERY_VERSION);
        if (version <= 0) {
            return 0;
        }
        int rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
        return (1L << rights) - 1;
    }

    /** A descriptor of rules that forbid those rights where none allows them; or -errno. */
    public static int create(long handled) {
        Address attributes = Memory.allocate(8);
        attributes.putLong(handled);
        return (int) Kernel.call(Sys.landlockCreateRuleset(), attributes.toLong(), 8, 0);
    }

    /** Allows rights beneath an open path; 0 or -errno. */
    public static int allow(int rules, int place, long rights) {
        Address attributes = Memory.allocate(16);
        attributes.putLong(rights);
        attributes.add(8).putInt(place);
        return (int) Kernel.call(Sys.landlockAddRule(), rules, PATH_BENEATH, attributes.toLong(), 0);
    }

    /** Puts the rules in force; for good. 0 or -errno. */
    public static int restrict(int rules) {
        return (int) Kernel.call(Sys.landlockRestrictSelf(), rules, 0);
    }
}

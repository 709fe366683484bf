package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Who the process is and what it may. Every method returns 0 or a value, or -errno. */
public final class Credentials {
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_CAPBSET_READ = 23;
    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;

    private static final int CAP_SETGID = 6;

    private Credentials() {}

    public static boolean isInBoundingSet(int capability) {
        return Kernel.call(Sys.prctl(), PR_CAPBSET_READ, capability, 0, 0, 0) == 1;
    }

    /** Whether the running kernel knows the capability. */
    public static boolean isKnown(int capability) {
        return Kernel.call(Sys.prctl(), PR_CAPBSET_READ, capability, 0, 0, 0) >= 0;
    }

    public static int dropFromBoundingSet(int capability) {
        return (int) Kernel.call(Sys.prctl(), PR_CAPBSET_DROP, capability, 0, 0, 0);
    }

    public static void clearAmbient() {
        Kernel.call(Sys.prctl(), PR_CAP_AMBIENT, 4, 0, 0, 0);
    }

    public static int raiseAmbient(int capability) {
        return (int) Kernel.call(Sys.prctl(), PR_CAP_AMBIENT, 2, capability, 0, 0);
    }

    public static void keepCapabilities(boolean keep) {
        Kernel.call(Sys.prctl(), PR_SET_KEEPCAPS, keep ? 1 : 0, 0, 0, 0);
    }

    /** Whether it may take on users and groups other than its own (CAP_SETGID, CAP_SETUID). */
    public static boolean maySetIds() {
        return (permitted() >> CAP_SETGID & 3) == 3;
    }

    /** The process's permitted capabilities, a bit each. */
    public static long permitted() {
        Address data = Memory.allocate(24);
        Kernel.call(Sys.capget(), capabilityHeader(), data.toLong());
        return (data.add(4).getInt() & 0xffffffffL) | ((long) data.add(16).getInt() << 32);
    }

    public static int setCapabilities(long effective, long permitted, long inheritable) {
        Address data = Memory.allocate(24);
        for (int half = 0; half < 2; half++) {
            data.add(12 * half).putInt((int) (effective >>> (32 * half)));
            data.add(12 * half + 4).putInt((int) (permitted >>> (32 * half)));
            data.add(12 * half + 8).putInt((int) (inheritable >>> (32 * half)));
        }
        return (int) Kernel.call(Sys.capset(), capabilityHeader(), data.toLong());
    }

    public static int setUser(int uid) {
        return (int) Kernel.call(Sys.setresuid(), uid, uid, uid);
    }

    public static int setGroup(int gid) {
        return (int) Kernel.call(Sys.setresgid(), gid, gid, gid);
    }

    public static int setGroups(int[] groups) {
        Address list = Memory.allocate(4 * groups.length + 4);
        for (int i = 0; i < groups.length; i++) {
            list.add(4 * i).putInt(groups[i]);
        }
        return (int) Kernel.call(Sys.setgroups(), groups.length, list.toLong());
    }

    public static void setUmask(int mask) {
        Kernel.call(Sys.umask(), mask);
    }

    /** Makes this process's memory, descriptors and program out of reach for others of its user, until it is another. */
    public static void hideFromOthers() {
        Kernel.call(Sys.prctl(), PR_SET_DUMPABLE, 0, 0, 0, 0);
    }

    public static int forbidNewPrivileges() {
        return (int) Kernel.call(Sys.prctl(), PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }

    private static long capabilityHeader() {
        Address header = Memory.allocate(8);
        header.putInt(CAPABILITY_VERSION_3);
        return header.toLong();
    }
}

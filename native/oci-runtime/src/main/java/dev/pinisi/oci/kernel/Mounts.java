package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Mounting. Every method returns 0 (or a descriptor), or -errno. */
public final class Mounts {
    private static final int MNT_DETACH = 2;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;

    private static final int FSOPEN_CLOEXEC = 1;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int FSMOUNT_CLOEXEC = 1;

    private Mounts() {}

    /** mount(2); empty strings stand for absent arguments. */
    public static int mount(String source, String target, String type, long flags, String data) {
        return (int) Kernel.call(Sys.mount(), orNull(source), Kernel.path(target), orNull(type), flags, orNull(data));
    }

    /** Detaches what is mounted there. */
    public static int detach(String target) {
        return (int) Kernel.call(Sys.umount2(), Kernel.path(target), MNT_DETACH);
    }

    public static int pivotRoot(String newRoot, String oldRoot) {
        return (int) Kernel.call(Sys.pivotRoot(), Kernel.path(newRoot), Kernel.path(oldRoot));
    }

    /** A detached copy of a mount (tree), to be attached by {@link #attach}. */
    public static int cloneTree(String path, boolean recursive) {
        int flags = OPEN_TREE_CLONE | Files.O_CLOEXEC | (recursive ? AT_RECURSIVE : 0);
        return (int) Kernel.call(Sys.openTree(), Files.AT_FDCWD, Kernel.path(path), flags);
    }

    /** As {@link #cloneTree(String, boolean)}, of what is open. */
    public static int cloneTree(int fd, boolean recursive) {
        int flags = OPEN_TREE_CLONE | Files.O_CLOEXEC | AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
        return (int) Kernel.call(Sys.openTree(), fd, Kernel.path(""), flags);
    }

    /**
     * A detached mount of a new file system, read-only.
     *
     * @param options names and values in turn
     */
    public static int createReadonly(String type, String... options) {
        int context = (int) Kernel.call(Sys.fsopen(), Kernel.path(type), FSOPEN_CLOEXEC);
        if (context < 0) {
            return context;
        }
        for (int i = 0; i < options.length; i += 2) {
            Kernel.call(
                    Sys.fsconfig(),
                    context,
                    FSCONFIG_SET_STRING,
                    Kernel.path(options[i]),
                    Kernel.path(options[i + 1]),
                    0);
        }
        int result = (int) Kernel.call(Sys.fsconfig(), context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        if (result == 0) {
            result = (int) Kernel.call(Sys.fsmount(), context, FSMOUNT_CLOEXEC, MountAttributes.READONLY);
        }
        Files.close(context);
        return result;
    }

    /** Attaches a detached mount onto an open place. */
    public static int attach(int mount, int place) {
        long nothing = Kernel.path("");
        return (int) Kernel.call(
                Sys.moveMount(), mount, nothing, place, nothing, MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
    }

    /** mount_setattr(2) on an open mount, and with recursive on all below it. */
    public static int setAttributes(int mount, boolean recursive, MountAttributes attributes) {
        Address structure = Memory.allocate(32);
        structure.putLong(attributes.set());
        structure.add(8).putLong(attributes.clear());
        structure.add(16).putLong(attributes.propagation());
        structure.add(24).putLong(Math.max(attributes.userNamespace(), 0));
        int flags = AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
        return (int) Kernel.call(Sys.mountSetattr(), mount, Kernel.path(""), flags, structure.toLong(), 32);
    }

    private static long orNull(String text) {
        return text.isEmpty() ? 0 : Kernel.path(text);
    }
}

package dev.pinisi.oci.execute;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.MountAttributes;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.plan.MountFlag;

/** The flags of a bind mount, which mount(2) would need a remount by path for, as attributes of an open mount. */
final class BindAttributes {
    private static final long CHOOSE_ACCESS_TIMES = MountFlag.NOATIME | MountFlag.RELATIME | MountFlag.STRICTATIME;

    private BindAttributes() {}

    /** 0 or -errno. What is not named stays as the source's mount has it. */
    static int apply(int mount, long set, long cleared) {
        if ((set | cleared) == 0) {
            return 0;
        }
        boolean accessTimes = ((set & CHOOSE_ACCESS_TIMES) | (cleared & MountFlag.NOATIME)) != 0;
        long clear = of(cleared & ~CHOOSE_ACCESS_TIMES) | (accessTimes ? MountAttributes.ACCESS_TIMES : 0);
        int result = Mounts.setAttributes(mount, false, new MountAttributes(of(set), clear, 0, -1));
        if (result == -Errno.EPERM) {
            // In a user namespace the attributes of the host's mounts are locked: none can be taken away.
            long addable = of(set & ~CHOOSE_ACCESS_TIMES);
            result = Mounts.setAttributes(mount, false, MountAttributes.adding(addable));
        }
        return result;
    }

    private static long of(long flags) {
        return attribute(flags, MountFlag.READONLY, MountAttributes.READONLY)
                | attribute(flags, MountFlag.NOSUID, MountAttributes.NOSUID)
                | attribute(flags, MountFlag.NODEV, MountAttributes.NODEV)
                | attribute(flags, MountFlag.NOEXEC, MountAttributes.NOEXEC)
                | attribute(flags, MountFlag.NOATIME, MountAttributes.NOATIME)
                | attribute(flags, MountFlag.STRICTATIME, MountAttributes.STRICTATIME)
                | attribute(flags, MountFlag.NODIRATIME, MountAttributes.NODIRATIME)
                | attribute(flags, MountFlag.NOSYMFOLLOW, MountAttributes.NOSYMFOLLOW);
    }

    private static long attribute(long flags, long flag, long attribute) {
        return (flags & flag) == 0 ? 0 : attribute;
    }
}

package dev.pinisi.engine.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** The kernel's capabilities by number, and the set that a container gets by default. */
public final class Capabilities {
    /** In the kernel's order, so that the index is the number. */
    private static final String[] ALL = {
        "CAP_CHOWN",
        "CAP_DAC_OVERRIDE",
        "CAP_DAC_READ_SEARCH",
        "CAP_FOWNER",
        "CAP_FSETID",
        "CAP_KILL",
        "CAP_SETGID",
        "CAP_SETUID",
        "CAP_SETPCAP",
        "CAP_LINUX_IMMUTABLE",
        "CAP_NET_BIND_SERVICE",
        "CAP_NET_BROADCAST",
        "CAP_NET_ADMIN",
        "CAP_NET_RAW",
        "CAP_IPC_LOCK",
        "CAP_IPC_OWNER",
        "CAP_SYS_MODULE",
        "CAP_SYS_RAWIO",
        "CAP_SYS_CHROOT",
        "CAP_SYS_PTRACE",
        "CAP_SYS_PACCT",
        "CAP_SYS_ADMIN",
        "CAP_SYS_BOOT",
        "CAP_SYS_NICE",
        "CAP_SYS_RESOURCE",
        "CAP_SYS_TIME",
        "CAP_SYS_TTY_CONFIG",
        "CAP_MKNOD",
        "CAP_LEASE",
        "CAP_AUDIT_WRITE",
        "CAP_AUDIT_CONTROL",
        "CAP_SETFCAP",
        "CAP_MAC_OVERRIDE",
        "CAP_MAC_ADMIN",
        "CAP_SYSLOG",
        "CAP_WAKE_ALARM",
        "CAP_BLOCK_SUSPEND",
        "CAP_AUDIT_READ",
        "CAP_PERFMON",
        "CAP_BPF",
        "CAP_CHECKPOINT_RESTORE"
    };

    /** Docker's set. */
    private static final List<String> DEFAULT = List.of(
            "CAP_AUDIT_WRITE",
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_MKNOD",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_RAW",
            "CAP_SETFCAP",
            "CAP_SETGID",
            "CAP_SETPCAP",
            "CAP_SETUID",
            "CAP_SYS_CHROOT");

    private Capabilities() {}

    static boolean exists(String name) {
        return number(name) >= 0;
    }

    private static int number(String name) {
        for (int i = 0; i < ALL.length; i++) {
            if (ALL[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A bit a capability. */
    static long mask(Collection<String> names) {
        long mask = 0;
        for (String name : names) {
            mask |= 1L << number(name);
        }
        return mask;
    }

    /**
     * What a container may have: the defaults, or all, with some added and some taken away; never more than the host has.
     *
     * @param bounding this process's bounding set, a bit a capability
     */
    static List<String> granted(boolean privileged, Collection<String> add, Collection<String> drop, long bounding) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        if (privileged || add.contains("ALL")) {
            names.addAll(List.of(ALL));
        } else if (!drop.contains("ALL")) {
            names.addAll(DEFAULT);
        }
        for (String name : add) {
            if (!name.equals("ALL")) {
                names.add(name);
            }
        }
        if (!drop.contains("ALL")) {
            names.removeAll(drop);
        }
        List<String> granted = new ArrayList<>(names.size());
        for (String name : names) {
            if (((bounding >>> number(name)) & 1) != 0) {
                granted.add(name);
            }
        }
        return granted;
    }
}

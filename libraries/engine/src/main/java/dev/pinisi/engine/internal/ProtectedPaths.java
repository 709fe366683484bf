package dev.pinisi.engine.internal;

import dev.pinisi.engine.SecuritySettings;
import java.util.ArrayList;
import java.util.List;

/** Files of the kernel that a container does not see, or cannot write. */
final class ProtectedPaths {
    private static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/dev/block",
            "/sys/devices/virtual/powercap",
            "/sys/firmware",
            "/sys/fs/selinux");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private ProtectedPaths() {}

    static List<String> masked(SecuritySettings security) {
        List<String> paths = without(MASKED, security.unmask());
        paths.addAll(security.mask());
        return paths;
    }

    static List<String> readOnly(SecuritySettings security) {
        return without(READ_ONLY, security.unmask());
    }

    private static List<String> without(List<String> paths, List<String> unmasked) {
        List<String> left = new ArrayList<>(paths.size());
        for (String path : paths) {
            if (!isUnmasked(path, unmasked)) {
                left.add(path);
            }
        }
        return left;
    }

    private static boolean isUnmasked(String path, List<String> unmasked) {
        for (String pattern : unmasked) {
            boolean tail = pattern.endsWith("/*");
            boolean below = tail && path.startsWith(pattern.substring(0, pattern.length() - 1));
            if (pattern.equalsIgnoreCase("ALL") || pattern.equals(path) || below) {
                return true;
            }
        }
        return false;
    }
}

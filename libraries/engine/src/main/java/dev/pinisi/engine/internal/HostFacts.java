package dev.pinisi.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What of this host shapes a container's configuration.
 *
 * @param architecture Go's name: {@code amd64}
 * @param kernelMajor of the kernel's version
 * @param kernelMinor of the kernel's version
 * @param boundingCapabilities of this process: nobody below can have more
 * @param hardLimits by name, {@code nofile}; -1 for no limit
 * @param unifiedCgroups whether cgroup v2 is all there is
 * @param hasMessageQueues whether /dev/mqueue is there to be shared
 */
record HostFacts(
        String architecture,
        int kernelMajor,
        int kernelMinor,
        long boundingCapabilities,
        Map<String, Long> hardLimits,
        boolean unifiedCgroups,
        boolean hasMessageQueues) {

    /** Lines of /proc/self/limits by the names that {@code --ulimit} takes. */
    private static final String[][] LIMITS = {
        {"Max cpu time", "cpu"},
        {"Max file size", "fsize"},
        {"Max data size", "data"},
        {"Max stack size", "stack"},
        {"Max core file size", "core"},
        {"Max resident set", "rss"},
        {"Max processes", "nproc"},
        {"Max open files", "nofile"},
        {"Max locked memory", "memlock"},
        {"Max address space", "as"},
        {"Max file locks", "locks"},
        {"Max pending signals", "sigpending"},
        {"Max msgqueue size", "msgqueue"},
        {"Max nice priority", "nice"},
        {"Max realtime priority", "rtprio"},
        {"Max realtime timeout", "rttime"},
    };
    /** In /proc/self/limits the hard limit's column starts here. */
    private static final int HARD_COLUMN = 47;

    private static final int HARD_COLUMN_END = 68;

    /** The facts of the host that this runs on. */
    static HostFacts read() {
        String version = System.getProperty("os.version", "0.0");
        int dot = version.indexOf('.');
        return new HostFacts(
                architecture(System.getProperty("os.arch", "amd64")),
                leadingNumber(version, 0),
                leadingNumber(version, dot + 1),
                bounding(text("/proc/self/status")),
                hardLimits(text("/proc/self/limits")),
                hasUnifiedCgroups(),
                Files.isDirectory(Path.of("/dev/mqueue")));
    }

    static boolean hasUnifiedCgroups() {
        return Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    }

    static long bounding(String status) {
        int at = status.indexOf("CapBnd:");
        if (at < 0) {
            return -1;
        }
        int end = status.indexOf('\n', at);
        return Long.parseUnsignedLong(status.substring(at + 7, end).trim(), 16);
    }

    static Map<String, Long> hardLimits(String limits) {
        Map<String, Long> hard = new HashMap<>();
        for (String[] line : LIMITS) {
            int start = limits.indexOf(line[0]);
            if (start >= 0 && start + HARD_COLUMN_END <= limits.length()) {
                String value = limits.substring(start + HARD_COLUMN, start + HARD_COLUMN_END)
                        .trim();
                hard.put(line[1], value.startsWith("unlimited") ? -1 : Long.parseLong(value));
            }
        }
        return hard;
    }

    private static String architecture(String jvmName) {
        return switch (jvmName) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> jvmName;
        };
    }

    private static int leadingNumber(String text, int from) {
        int number = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static String text(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            return "";
        }
    }
}

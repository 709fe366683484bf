package dev.pinisi.engine.internal;

import dev.pinisi.engine.HostInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code info} says of the machine, from /proc, /sys and /etc. */
final class Machine {
    private Machine() {}

    static HostInfo read() {
        String memory = text("/proc/meminfo");
        String release =
                Files.exists(Path.of("/etc/os-release")) ? text("/etc/os-release") : text("/usr/lib/os-release");
        return new HostInfo(
                text("/proc/sys/kernel/hostname").strip(),
                System.getProperty("os.version", ""),
                setting(release, "ID"),
                setting(release, "VERSION_ID"),
                setting(release, "VERSION_CODENAME"),
                Runtime.getRuntime().availableProcessors(),
                kilobytes(memory, "MemTotal:"),
                kilobytes(memory, "MemFree:"),
                kilobytes(memory, "SwapTotal:"),
                kilobytes(memory, "SwapFree:"),
                seconds(text("/proc/uptime")),
                cgroups(),
                controllers(),
                text("/proc/self/status").contains("Seccomp:"),
                text("/sys/module/apparmor/parameters/enabled").startsWith("Y"),
                Files.exists(Path.of("/sys/fs/selinux/enforce")));
    }

    private static String text(String path) {
        return AtomicFiles.readText(Path.of(path));
    }

    /** {@code NAME=value} of os-release(5), without its quotes. */
    private static String setting(String text, String name) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(name + "=")) {
                return line.substring(name.length() + 1).replace("\"", "").strip();
            }
        }
        return "";
    }

    private static long kilobytes(String text, String name) {
        int at = text.indexOf(name);
        int end = text.indexOf("kB", at);
        if (at < 0 || end < 0) {
            return 0;
        }
        return Long.parseLong(text.substring(at + name.length(), end).trim()) * 1024;
    }

    private static long seconds(String uptime) {
        int point = uptime.indexOf('.');
        return point < 0 ? 0 : Long.parseLong(uptime.substring(0, point));
    }

    private static String cgroups() {
        if (HostFacts.hasUnifiedCgroups()) {
            return "v2";
        }
        return Files.exists(Path.of("/sys/fs/cgroup/unified/cgroup.controllers")) ? "hybrid" : "v1";
    }

    /** Of version 2 the root's list, of version 1 those that the kernel has switched on: name, hierarchy, groups, on. */
    private static List<String> controllers() {
        if (HostFacts.hasUnifiedCgroups()) {
            return List.of(text("/sys/fs/cgroup/cgroup.controllers").strip().split(" ", -1));
        }
        List<String> controllers = new ArrayList<>();
        for (String line : text("/proc/cgroups").split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 4 && !line.startsWith("#") && fields[3].equals("1")) {
                controllers.add(fields[0]);
            }
        }
        return controllers;
    }
}

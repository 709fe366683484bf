package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 1's way to decide about devices: everything is refused but for exceptions, or allowed but for exceptions.
 *
 * <p>The kernel can take an exception back only as a whole. A rule that would take back part of one cannot be kept, and
 * is an error rather than a hole.
 */
final class DeviceLists {
    private DeviceLists() {}

    static List<CgroupStep> steps(String directory, List<DeviceRule> rules) {
        DeviceRule base = rules.get(0);
        List<CgroupStep> steps = new ArrayList<>();
        steps.add(new CgroupStep.Write(file(directory, base.allow()), "a", base.source()));
        List<DeviceRule> exceptions = new ArrayList<>();
        for (DeviceRule rule : rules.subList(1, rules.size())) {
            if (rule.allow() == base.allow()) {
                check(rule, exceptions);
            } else {
                exceptions.add(rule);
            }
            addLines(steps, file(directory, rule.allow()), rule);
        }
        return steps;
    }

    private static void check(DeviceRule rule, List<DeviceRule> exceptions) {
        for (DeviceRule exception : exceptions) {
            boolean overlaps = (exception.types() & rule.types()) != 0
                    && (exception.access() & rule.access()) != 0
                    && meet(exception.major(), rule.major())
                    && meet(exception.minor(), rule.minor());
            boolean same = exception.major() == rule.major() && exception.minor() == rule.minor();
            if (overlaps && !same) {
                throw new JsonException(
                        rule.source(),
                        "cgroup v1 cannot take back part of what " + exception.source()
                                + " says: list the devices of that rule one by one");
            }
        }
    }

    private static boolean meet(long one, long other) {
        return one < 0 || other < 0 || one == other;
    }

    private static void addLines(List<CgroupStep> steps, String file, DeviceRule rule) {
        List<String> lines = new ArrayList<>();
        if ((rule.types() & DeviceRule.CHARACTER) != 0) {
            lines.add(line("c ", rule));
        }
        if ((rule.types() & DeviceRule.BLOCK) != 0) {
            lines.add(line("b ", rule));
        }
        CgroupStep last = steps.get(steps.size() - 1);
        if (last instanceof CgroupStep.WriteLines before
                && before.file().equals(file)
                && before.source().equals(rule.source())) {
            before.lines().addAll(lines);
        } else {
            steps.add(new CgroupStep.WriteLines(file, lines, rule.source()));
        }
    }

    private static String line(String type, DeviceRule rule) {
        StringBuilder line = new StringBuilder(type);
        line.append(rule.major() < 0 ? "*" : "" + rule.major()).append(':');
        line.append(rule.minor() < 0 ? "*" : "" + rule.minor()).append(' ');
        line.append((rule.access() & DeviceRule.READ) != 0 ? "r" : "");
        line.append((rule.access() & DeviceRule.WRITE) != 0 ? "w" : "");
        return line.append((rule.access() & DeviceRule.MKNOD) != 0 ? "m" : "").toString();
    }

    private static String file(String directory, boolean allow) {
        return directory + (allow ? "/devices.allow" : "/devices.deny");
    }
}

package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;
import java.util.Map;

/** {@code pids}, {@code hugepageLimits}, {@code network}, {@code rdma} and {@code unified} of {@code linux.resources}. */
final class OtherLimits {
    private OtherLimits() {}

    /** -1 is no limit; 0 leaves it as it is, since no process at all could run. */
    static void planPids(JsonCursor limit, Target target) {
        long count = limit.longOr(0);
        if (count != 0) {
            target.addWrite(target.file("pids", "pids.max", limit), count < 0 ? "max" : Long.toString(count), limit);
        }
    }

    static void planHugePages(JsonCursor limits, Target target) {
        for (JsonCursor limit : limits.elements()) {
            JsonCursor size = limit.field("pageSize");
            JsonCursor bytes = limit.field("limit");
            checkPageSize(size);
            String prefix = "hugetlb." + size.string();
            String suffix = target.isUnified("hugetlb") ? "max" : "limit_in_bytes";
            String value = Long.toUnsignedString(bytes.unsignedLong());
            target.addWrite(target.file("hugetlb", prefix + "." + suffix, size), value, bytes);
            String reserved = target.file("hugetlb", prefix + ".rsvd." + suffix, size);
            target.add(new CgroupStep.WriteIfThere(target.write(reserved, value, bytes), bytes.path()));
        }
    }

    static void planNetwork(JsonCursor network, Target target) {
        JsonCursor classId = network.field("classID");
        if (classId.longOr(0) != 0) {
            target.addWrite(
                    target.file("net_cls", "net_cls.classid", classId), Long.toString(classId.longValue()), classId);
        }
        for (JsonCursor priority : network.field("priorities").elements()) {
            String value = word(priority.field("name")) + " "
                    + priority.field("priority").longValue();
            target.addWrite(target.file("net_prio", "net_prio.ifpriomap", priority), value, priority);
        }
    }

    static void planRdma(JsonCursor rdma, Target target) {
        for (Map.Entry<String, JsonCursor> device : rdma.fields().entrySet()) {
            JsonCursor limits = device.getValue();
            StringBuilder value = new StringBuilder(device.getKey());
            appendRdma(value, "hca_handle", limits.field("hcaHandles"));
            appendRdma(value, "hca_object", limits.field("hcaObjects"));
            if (value.length() == device.getKey().length()) {
                throw limits.fail("at least one of hcaHandles and hcaObjects expected");
            }
            target.addWrite(target.file("rdma", "rdma.max", limits), value.toString(), limits);
        }
    }

    /** Files of version 2 by their names; what else is said about the same limit is overwritten. */
    static void planUnified(JsonCursor unified, Target target) {
        for (Map.Entry<String, JsonCursor> entry : unified.fields().entrySet()) {
            String name = entry.getKey();
            JsonCursor member = entry.getValue();
            int dot = name.indexOf('.');
            if (dot <= 0 || name.indexOf('/') >= 0) {
                throw member.fail("\"" + name + "\" is not the name of a cgroup v2 file");
            }
            String controller = name.substring(0, dot);
            if (!controller.equals("cgroup") && !target.isUnified(controller)) {
                throw member.fail("this host has no cgroup v2 controller \"" + controller + "\"");
            }
            String core = controller.equals("cgroup") ? target.unifiedDirectory(member) : "";
            String file = core.isEmpty() ? target.file(controller, name, member) : core + "/" + name;
            addLines(file, member, target);
        }
    }

    private static void addLines(String file, JsonCursor member, Target target) {
        for (String line : lines(member.string())) {
            target.addWrite(file, line, member);
        }
    }

    /** Such as {@code io.max} takes one device a write. */
    private static String[] lines(String value) {
        int count = 1;
        for (int i = 0; i < value.length(); i++) {
            count += value.charAt(i) == '\n' ? 1 : 0;
        }
        String[] lines = new String[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = value.indexOf('\n', start);
            end = end < 0 ? value.length() : end;
            lines[i] = value.substring(start, end);
            start = end + 1;
        }
        return lines;
    }

    /** Digits and KB, MB or GB, as in the names of the kernel's files. */
    private static void checkPageSize(JsonCursor size) {
        String text = size.string();
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        String unit = text.substring(digits);
        if (digits == 0 || !(unit.equals("KB") || unit.equals("MB") || unit.equals("GB"))) {
            throw size.fail("\"" + text + "\" is not a page size such as 2MB");
        }
    }

    private static String word(JsonCursor name) {
        String text = name.string();
        if (text.isEmpty() || text.indexOf(' ') >= 0 || text.indexOf('\n') >= 0) {
            throw name.fail("\"" + text + "\" is not the name of a network interface");
        }
        return text;
    }

    private static void appendRdma(StringBuilder value, String key, JsonCursor limit) {
        if (limit.isPresent()) {
            value.append(' ').append(key).append('=').append(limit.longValue());
        }
    }
}

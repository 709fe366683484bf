package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The member {@code linux}.
 *
 * @param rootfsPropagation empty for the default
 * @param source the whole member, to be read by the planner of control groups
 * @param seccomp to be read by the compiler of filters; may be absent
 * @param timeOffsets as /proc/PID/timens_offsets takes them
 * @param intelRdt absent to leave resctrl alone
 * @param memoryPolicy absent to leave the caller's
 * @param personality the execution domain as personality(2) takes it, -1 to leave it
 */
public record LinuxConfig(
        List<NamespaceConfig> namespaces,
        List<IdMapping> uidMappings,
        List<IdMapping> gidMappings,
        List<NetworkDeviceConfig> netDevices,
        List<DeviceConfig> devices,
        JsonCursor source,
        JsonCursor seccomp,
        String rootfsPropagation,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        String mountLabel,
        Map<String, String> sysctl,
        String timeOffsets,
        Optional<IntelRdtConfig> intelRdt,
        Optional<MemoryPolicyConfig> memoryPolicy,
        int personality) {
    /** In nanoseconds. */
    private static final long SECOND = 1_000_000_000;

    static LinuxConfig read(JsonCursor linux) {
        List<NamespaceConfig> namespaces = namespaces(linux.field("namespaces"));
        JsonCursor rdt = linux.field("intelRdt");
        JsonCursor policy = linux.field("memoryPolicy");
        return new LinuxConfig(
                namespaces,
                IdMapping.readAll(linux.field("uidMappings")),
                IdMapping.readAll(linux.field("gidMappings")),
                NetworkDeviceConfig.readAll(linux.field("netDevices"), namespaces),
                DeviceConfig.readAll(linux.field("devices")),
                linux,
                linux.field("seccomp"),
                propagation(linux.field("rootfsPropagation")),
                paths(linux.field("maskedPaths")),
                paths(linux.field("readonlyPaths")),
                linux.field("mountLabel").stringOr(""),
                SysctlConfig.read(linux.field("sysctl"), namespaces),
                timeOffsets(linux.field("timeOffsets"), namespaces),
                rdt.isPresent() ? Optional.of(IntelRdtConfig.read(rdt)) : Optional.empty(),
                policy.isPresent() ? Optional.of(MemoryPolicyConfig.read(policy)) : Optional.empty(),
                personality(linux.field("personality")));
    }

    /** Whether the container has a namespace of its own, or a given one, of that kind. */
    public boolean has(NamespaceKind kind) {
        return NamespaceConfig.contains(namespaces, kind);
    }

    /** Whether a namespace of that kind is to be made. */
    public boolean creates(NamespaceKind kind) {
        return NamespaceConfig.creates(namespaces, kind);
    }

    private static List<NamespaceConfig> namespaces(JsonCursor namespaces) {
        List<NamespaceConfig> list = new ArrayList<>();
        for (JsonCursor cursor : namespaces.elements()) {
            NamespaceConfig namespace = NamespaceConfig.read(cursor);
            for (NamespaceConfig earlier : list) {
                if (earlier.kind() == namespace.kind()) {
                    throw cursor.fail("a second " + namespace.kind().type() + " namespace");
                }
            }
            list.add(namespace);
        }
        return list;
    }

    private static List<String> paths(JsonCursor paths) {
        List<String> list = new ArrayList<>();
        for (JsonCursor path : paths.elements()) {
            list.add(Checks.absolute(path));
        }
        return list;
    }

    /** The clocks of a time namespace that is joined are set already. */
    private static String timeOffsets(JsonCursor offsets, List<NamespaceConfig> namespaces) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, JsonCursor> entry : offsets.fields().entrySet()) {
            String clock = entry.getKey();
            JsonCursor offset = entry.getValue();
            JsonCursor nanoseconds = offset.field("nanosecs");
            if (!clock.equals("monotonic") && !clock.equals("boottime")) {
                throw offset.fail("unknown clock; monotonic and boottime are known");
            }
            if (nanoseconds.longOr(0) < 0 || nanoseconds.longOr(0) >= SECOND) {
                throw nanoseconds.fail(nanoseconds.longValue() + " is not from 0 to " + (SECOND - 1));
            }
            text.append(clock).append(' ').append(offset.field("secs").longOr(0));
            text.append(' ').append(nanoseconds.longOr(0)).append('\n');
        }
        if (text.length() > 0 && !NamespaceConfig.creates(namespaces, NamespaceKind.TIME)) {
            throw offsets.fail("needs a new time namespace in linux.namespaces");
        }
        return text.toString();
    }

    /** As personality(2) takes it, -1 to leave it. The specification allows no flags yet. */
    private static int personality(JsonCursor personality) {
        if (!personality.isPresent()) {
            return -1;
        }
        if (!personality.field("flags").elements().isEmpty()) {
            throw personality.field("flags").fail("no flags are supported");
        }
        JsonCursor domain = personality.field("domain");
        return switch (domain.string()) {
            case "LINUX" -> 0;
            case "LINUX32" -> 8;
            default -> throw domain.fail("unknown execution domain " + domain.string());
        };
    }

    private static String propagation(JsonCursor propagation) {
        String value = propagation.stringOr("");
        return switch (value) {
            case "", "shared", "slave", "private", "unbindable", "rshared", "rslave", "rprivate", "runbindable" ->
                value;
            default -> throw propagation.fail("unknown propagation " + value);
        };
    }
}

package dev.pinisi.oci.plan;

import dev.pinisi.oci.cgroup.CgroupPlace;
import java.util.Map;

/**
 * What a mount of type "cgroup" or "cgroup2" becomes: the container sees its own groups only. They are bound from the
 * host's mounts; inside a cgroup namespace that looks as if they were mounted anew.
 */
final class CgroupMounts {
    private static final long UNBOUND = MountFlag.BIND | MountFlag.RECURSIVE | MountFlag.REMOUNT;

    private CgroupMounts() {}

    static void plan(String destination, MountOptions options, HostFacts facts, StepList steps) {
        CgroupPlace place = facts.cgroups();
        long flags = options.set() & ~UNBOUND;
        if (facts.cgroupsUnified()) {
            String own = place.unified().orElse("/sys/fs/cgroup");
            steps.add(new Step.Bind(own, destination, false, flags, options.cleared(), Step.Mappings.NONE));
            return;
        }
        long writable = flags & ~MountFlag.READONLY;
        steps.add(new Step.MountFileSystem("tmpfs", "tmpfs", destination, writable, "mode=755", false, ""));
        for (Map.Entry<String, String> group : place.directories().entrySet()) {
            String name = name(group.getKey());
            steps.add(new Step.Bind(
                    group.getValue(), destination + "/" + name, false, flags, options.cleared(), Step.Mappings.NONE));
            links(destination, name, steps);
        }
    }

    /** The usual names: a hierarchy is mounted by its controllers, a named one by its name. */
    private static String name(String key) {
        if (key.isEmpty()) {
            return "unified";
        }
        return key.startsWith("name=") ? key.substring(5) : key;
    }

    /** Of "cpu,cpuacct", both are there by themselves as well. */
    private static void links(String destination, String name, StepList steps) {
        int start = 0;
        for (int comma = name.indexOf(','); start > 0 || comma >= 0; comma = name.indexOf(',', start)) {
            int end = comma < 0 ? name.length() : comma;
            steps.add(new Step.Link(destination + "/" + name.substring(start, end), name));
            if (comma < 0) {
                return;
            }
            start = comma + 1;
        }
    }
}

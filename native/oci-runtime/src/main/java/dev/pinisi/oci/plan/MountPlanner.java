package dev.pinisi.oci.plan;

import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.IdMapping;
import dev.pinisi.oci.config.MountConfig;
import dev.pinisi.oci.config.NamespaceKind;
import java.util.List;

/** The configuration's mounts. */
final class MountPlanner {
    private final Config config;
    private final HostFacts facts;
    private final PlanOptions options;
    private final StepList steps;

    MountPlanner(Config config, HostFacts facts, PlanOptions options, StepList steps) {
        this.config = config;
        this.facts = facts;
        this.options = options;
        this.steps = steps;
    }

    /**
     * @param cgroup what must be done before control groups can be mounted
     */
    void mounts(Runnable cgroup) {
        List<MountConfig> mounts = config.mounts();
        for (int i = 0; i < mounts.size(); i++) {
            MountConfig mount = mounts.get(i);
            MountOptions parsed = MountOptions.parse(mount.options());
            if (isCgroup(mount)) {
                cgroup.run();
            }
            steps.from("mounts", i);
            if (isCgroup(mount)) {
                CgroupMounts.plan(mount.destination(), parsed, facts, steps);
            } else if (mount.type().equals("bind") || parsed.isBind()) {
                bind(mount, parsed);
            } else {
                fileSystem(mount, parsed);
            }
            afterwards(mount.destination(), parsed);
        }
    }

    /** What could only become read-only after it was filled: /dev and the root. */
    void readonly() {
        List<MountConfig> mounts = config.mounts();
        for (int i = 0; i < mounts.size(); i++) {
            MountConfig mount = mounts.get(i);
            MountOptions parsed = MountOptions.parse(mount.options());
            boolean filled = isDev(mount.destination()) ? !parsed.isBind() : isCgroup(mount) && !facts.cgroupsUnified();
            if (filled && isReadonly(parsed)) {
                steps.from("mounts", i).add(new Step.RemountReadonly(mount.destination()));
            }
        }
    }

    static boolean isDev(String destination) {
        return destination.equals("/dev") || destination.equals("/dev/");
    }

    static boolean isCgroup(MountConfig mount) {
        return mount.type().equals("cgroup") || mount.type().equals("cgroup2");
    }

    private void bind(MountConfig mount, MountOptions parsed) {
        long set = parsed.set() & ~(MountFlag.BIND | MountFlag.RECURSIVE | MountFlag.REMOUNT);
        boolean recursive = (parsed.set() & MountFlag.RECURSIVE) != 0;
        String source = PlanPaths.inBundle(options.bundle(), mount.source());
        steps.add(
                new Step.Bind(source, mount.destination(), recursive, set, parsed.cleared(), mappings(mount, parsed)));
    }

    private Step.Mappings mappings(MountConfig mount, MountOptions parsed) {
        if (!mount.uidMappings().isEmpty() || !mount.gidMappings().isEmpty()) {
            return new Step.Mappings(mount.uidMappings(), mount.gidMappings(), parsed.mapsTree());
        }
        return parsed.maps()
                ? new Step.Mappings(config.linux().uidMappings(), config.linux().gidMappings(), parsed.mapsTree())
                : Step.Mappings.NONE;
    }

    private void fileSystem(MountConfig mount, MountOptions parsed) {
        long flags = isDev(mount.destination()) ? parsed.set() & ~MountFlag.READONLY : parsed.set();
        String source = mount.source().isEmpty() ? mount.type() : mount.source();
        steps.add(new Step.MountFileSystem(
                mount.type(),
                source,
                mount.destination(),
                flags,
                data(mount, parsed),
                parsed.copyUp(),
                substitute(mount)));
    }

    /**
     * A user namespace may mount what shows a namespace only if that belongs to it: where the container keeps the host's, it
     * may see what the host has mounted.
     */
    private String substitute(MountConfig mount) {
        if (!config.linux().has(NamespaceKind.USER)) {
            return "";
        }
        return switch (mount.type()) {
            case "sysfs" -> config.linux().creates(NamespaceKind.NETWORK) ? "" : "/sys";
            case "proc" -> config.linux().has(NamespaceKind.PID) ? "" : "/proc";
            case "mqueue" -> config.linux().has(NamespaceKind.IPC) ? "" : "/dev/mqueue";
            default -> "";
        };
    }

    /** With the SELinux label that all files of the container's own file systems shall have. */
    private String data(MountConfig mount, MountOptions parsed) {
        String data = mount.type().equals("devpts") ? withMappedGroup(parsed.data()) : parsed.data();
        String label = config.linux().mountLabel();
        boolean labelled = mount.type().equals("tmpfs") || mount.type().equals("devpts");
        if (label.isEmpty() || !labelled) {
            return data;
        }
        String context = "context=\"" + label + "\"";
        return data.isEmpty() ? context : data + "," + context;
    }

    /** The kernel refuses a group that the user namespace does not map; terminals then belong to their user's own. */
    private String withMappedGroup(String data) {
        int at = ("," + data).indexOf(",gid=");
        if (at < 0 || !config.linux().creates(NamespaceKind.USER)) {
            return data;
        }
        int comma = data.indexOf(',', at);
        int end = comma < 0 ? data.length() : comma;
        if (isMapped(data.substring(at + 4, end))) {
            return data;
        }
        String rest = data.substring(0, at) + data.substring(comma < 0 ? end : end + 1);
        return rest.endsWith(",") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private boolean isMapped(String gid) {
        try {
            return IdMapping.maps(config.linux().gidMappings(), Long.parseLong(gid));
        } catch (NumberFormatException e) {
            // the kernel's error about it is clear
            return true;
        }
    }

    private void afterwards(String destination, MountOptions parsed) {
        if (parsed.propagation() != 0) {
            steps.add(new Step.Propagation(destination, parsed.propagation()));
        }
        if ((parsed.attributesSet() | parsed.attributesCleared()) != 0) {
            steps.add(new Step.RecursiveAttributes(destination, parsed.attributesSet(), parsed.attributesCleared()));
        }
    }

    private static boolean isReadonly(MountOptions parsed) {
        return (parsed.set() & MountFlag.READONLY) != 0;
    }
}

package dev.pinisi.oci.plan;

import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.config.IdMapping;
import dev.pinisi.oci.config.MountConfig;
import dev.pinisi.oci.config.NamespaceKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns a container's control group (runtime-spec, config-linux: "Cgroup ownership"): the user of its process, if the
 * container sees it as the top of version 2 and may write there. So a service manager in it can make groups of its own.
 */
public final class CgroupOwnership {
    private CgroupOwnership() {}

    /**
     * The same plan, with the hand-over as its last step where the container shall have one.
     *
     * @param unified whether the host has control groups of version 2 only
     */
    public static CgroupPlan plan(CgroupPlan plan, Config config, boolean unified) {
        CgroupPlace place = plan.place();
        if (!unified || place.unified().isEmpty() || !config.linux().creates(NamespaceKind.CGROUP)) {
            return plan;
        }
        int mount = writableMount(config.mounts());
        long uid = owner(config);
        if (mount < 0 || uid <= 0) {
            return plan;
        }
        List<CgroupStep> steps = new ArrayList<>(plan.steps());
        steps.add(new CgroupStep.HandOver(place.unified().get(), uid, "mounts[" + mount + "]"));
        return new CgroupPlan(place, steps);
    }

    /** As the runtime sees it: -1 for one that it has no id for; 0 is itself, who owns what it makes. */
    private static long owner(Config config) {
        long uid = config.process().isPresent()
                ? Integer.toUnsignedLong(config.process().get().user().uid())
                : 0;
        return config.linux().has(NamespaceKind.USER)
                ? IdMapping.outside(config.linux().uidMappings(), uid)
                : uid;
    }

    private static int writableMount(List<MountConfig> mounts) {
        for (int i = 0; i < mounts.size(); i++) {
            MountConfig mount = mounts.get(i);
            long flags = MountOptions.parse(mount.options()).set();
            if (MountPlanner.isCgroup(mount) && (flags & MountFlag.READONLY) == 0) {
                return i;
            }
        }
        return -1;
    }
}

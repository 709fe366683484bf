package dev.pinisi.oci.execute;

import dev.pinisi.oci.cgroup.MountTable;
import dev.pinisi.oci.config.Config;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.resctrl.Resctrl;
import dev.pinisi.oci.resctrl.ResctrlGroups;
import dev.pinisi.oci.resctrl.ResctrlPlanner;
import dev.pinisi.oci.resctrl.ResctrlStep;
import dev.pinisi.oci.state.StateDirectory;
import java.util.List;

/** The file system resctrl of this host, looked for only where a container asks for it. */
public final class HostResctrl {
    private HostResctrl() {}

    /** The steps for a container; none if its configuration has no {@code linux.intelRdt}. */
    public static List<ResctrlStep> plan(Config config, String id) {
        if (config.linux().intelRdt().isEmpty()) {
            return List.of();
        }
        String mountPoint = mountPoint();
        if (mountPoint.isEmpty()) {
            throw config.linux()
                    .source()
                    .field("intelRdt")
                    .fail("no file system resctrl is mounted: mount -t resctrl resctrl /sys/fs/resctrl,"
                            + " where processor and kernel have it");
        }
        return ResctrlPlanner.plan(config.linux().intelRdt().get(), mountPoint, id);
    }

    static Resctrl open() {
        return new Resctrl(mountPoint(), new KernelCgroupFiles());
    }

    /** Changes the shares of a container that has a class of service. */
    public static void update(StateDirectory directory, List<String> schemata) {
        if (schemata.isEmpty()) {
            return;
        }
        List<String> joined = directory.resctrl().joined();
        if (joined.isEmpty()) {
            throw new ContainerException(
                    "the container was created without linux.intelRdt, and shares caches with all others");
        }
        open().apply(List.of(new ResctrlStep.WriteSchemata(joined.get(0), schemata, "")), 0);
    }

    /** Removes the groups that go with a container. */
    static void remove(StateDirectory directory) {
        ResctrlGroups groups = directory.resctrl();
        if (!groups.own().isEmpty()) {
            open().remove(groups);
        }
    }

    private static String mountPoint() {
        return MountTable.firstOf("resctrl", FileContents.text("/proc/self/mountinfo"));
    }
}

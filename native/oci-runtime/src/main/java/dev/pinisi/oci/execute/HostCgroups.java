package dev.pinisi.oci.execute;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.cgroup.CgroupHost;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.cgroup.CgroupPlanner;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.cgroup.Hierarchy;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.state.ContainerState;
import java.util.List;
import java.util.Optional;

/** The control groups of this host, and those of containers on it. */
public final class HostCgroups {
    private HostCgroups() {}

    public static CgroupHost read() {
        CgroupHost host = CgroupHost.parse(FileContents.text("/proc/self/mountinfo"));
        Optional<Hierarchy> unified = host.unified();
        if (unified.isEmpty()) {
            return host;
        }
        String controllers = unified.get().mountPoint() + "/cgroup.controllers";
        return host.withUnifiedControllers(FileContents.textOrEmpty(controllers));
    }

    /** Changes the limits of a container that is there. */
    public static void update(ContainerState state, JsonCursor resources) {
        List<CgroupStep> steps = CgroupPlanner.update(resources, read(), new CgroupPlace(state.cgroups()));
        of(state).apply(steps);
    }

    /** The groups of a container that is there. */
    public static Cgroup of(ContainerState state) {
        return new Cgroup(new CgroupPlace(state.cgroups()), new KernelCgroupFiles());
    }
}

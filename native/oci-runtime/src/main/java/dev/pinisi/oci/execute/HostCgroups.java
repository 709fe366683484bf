package dev.pinisi.oci.execute;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.Cgroup;
import dev.pinisi.oci.cgroup.CgroupHost;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupPlanner;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.cgroup.Hierarchy;
import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.log.Log;
import dev.pinisi.oci.state.ContainerState;
import dev.pinisi.oci.systemd.Scope;
import dev.pinisi.oci.systemd.ServiceManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control groups of this host, and those of containers on it. */
public final class HostCgroups {
    private static final int WRITE = 2;

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

    /**
     * The plan for a container's groups.
     *
     * @param scope systemd's, whose control group it shall be; else the configuration's {@code cgroupsPath} says.  An ordinary user may make groups only where that was granted; without, the
     * container has none.
     */
    public static CgroupPlan plan(JsonCursor linux, CgroupHost host, String id, Optional<Scope> scope, Log log) {
        if (scope.isPresent()) {
            return CgroupPlanner.planAt(scope.get().cgroup(), true, linux, host);
        }
        CgroupPlan plan = CgroupPlanner.plan(linux, host, id);
        boolean root = Processes.effectiveUid() == 0 && Identification.inInitialUserNamespace();
        if (root) {
            return plan;
        }
        if (areWritable(plan.place())) {
            return withoutDevicePrograms(plan);
        }
        String limits = limits(linux.field("resources"));
        if (limits.isEmpty()) {
            log.debug("no right to make control groups: the container gets none");
        } else {
            log.warn("no right to make control groups: not in force are linux.resources:" + limits);
        }
        return new CgroupPlan(new CgroupPlace(Map.of()), List.of());
    }

    /** The kernel takes them of the host's root only; in a user namespace no device can be made, which makes up for it. */
    private static CgroupPlan withoutDevicePrograms(CgroupPlan plan) {
        List<CgroupStep> steps = new ArrayList<>();
        for (CgroupStep step : plan.steps()) {
            if (!(step instanceof CgroupStep.AttachDeviceProgram)) {
                steps.add(step);
            }
        }
        return new CgroupPlan(plan.place(), steps);
    }

    /** What is asked for beside rules for devices, which a user namespace makes up for. */
    private static String limits(JsonCursor resources) {
        StringBuilder names = new StringBuilder();
        for (String name : resources.fields().keySet()) {
            if (!name.equals("devices")) {
                names.append(' ').append(name);
            }
        }
        return names.toString();
    }

    private static boolean areWritable(CgroupPlace place) {
        for (String directory : place.directories().values()) {
            String nearest = directory;
            while (!Files.exists(nearest)) {
                nearest = PathNames.parent(nearest);
            }
            if (Files.access(nearest, WRITE) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Changes the limits of a container that is there. */
    public static void update(ContainerState state, JsonCursor resources) {
        CgroupHost host = read();
        of(state).update(resources, host);
        if (!state.unit().isEmpty()) {
            try (ServiceManager manager = ServiceManager.connect()) {
                manager.update(state.unit(), resources, host.unifiedOnly());
            }
        }
    }

    /** The groups of a container that is there. */
    public static Cgroup of(ContainerState state) {
        return new Cgroup(new CgroupPlace(state.cgroups()), new KernelCgroupFiles());
    }
}

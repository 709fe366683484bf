package dev.pinisi.oci.cgroup;

import dev.pinisi.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans a container's control groups (runtime-spec, config-linux: "Control groups"). Pure: what is asked and what the
 * host has, to what to do.
 */
public final class CgroupPlanner {
    /** Controllers of version 2 that containers are given, so that they can be limited later and looked at. */
    private static final List<String> HANDED_DOWN =
            List.of("cpuset", "cpu", "io", "memory", "hugetlb", "pids", "rdma", "misc");

    private CgroupPlanner() {}

    /**
     * Plans new control groups in every hierarchy, with limits.
     *
     * @param linux the object {@code linux} of a configuration; may be absent
     * @throws dev.pinisi.json.JsonException naming the member that is wrong, or that this host cannot do
     */
    public static CgroupPlan plan(JsonCursor linux, CgroupHost host, String containerId) {
        return planAt(Paths.resolve(linux.field("cgroupsPath"), containerId), false, linux, host);
    }

    /**
     * As {@link #plan}, at a path from the top of each hierarchy.
     *
     * @param managed whether another makes the control group of version 2, and hands controllers down to it
     */
    public static CgroupPlan planAt(String path, boolean managed, JsonCursor linux, CgroupHost host) {
        JsonCursor resources = linux.field("resources");
        boolean withUnified = resources.field("hugepageLimits").isPresent()
                && host.controlling("hugetlb").map(Hierarchy::unified).orElse(false);
        CgroupPlace place = CgroupPlace.of(host, path, withUnified);
        Target target = new Target(host, place);
        for (Hierarchy hierarchy : host.hierarchies()) {
            String directory = place.directories().get(hierarchy.key());
            boolean made = managed && hierarchy.unified();
            if (directory != null && !made) {
                make(hierarchy, directory, linux.field("cgroupsPath"), resources, target);
            }
        }
        limit(resources, target);
        planDevices(resources.field("devices"), host, place, target);
        return new CgroupPlan(place, target.steps());
    }

    /**
     * Plans other limits for control groups that are there. What is not mentioned stays.
     *
     * @param resources the object {@code linux.resources}
     */
    public static List<CgroupStep> update(JsonCursor resources, CgroupHost host, CgroupPlace place) {
        Target target = new Target(host, place);
        limit(resources, target);
        if (resources.field("devices").isPresent()) {
            planDevices(resources.field("devices"), host, place, target);
        }
        return target.steps();
    }

    private static void make(
            Hierarchy hierarchy, String directory, JsonCursor cgroupsPath, JsonCursor resources, Target target) {
        String source = cgroupsPath.path();
        target.add(new CgroupStep.MakeDirectory(directory, source));
        if (hierarchy.unified()) {
            List<String> controllers = new ArrayList<>();
            for (String controller : HANDED_DOWN) {
                if (hierarchy.controllers().contains(controller)) {
                    controllers.add(controller);
                }
            }
            String parent = Paths.parent(directory);
            target.add(new CgroupStep.EnableControllers(hierarchy.mountPoint(), parent, controllers, source));
        } else if (hierarchy.controllers().contains("cpuset")) {
            JsonCursor cpu = resources.field("cpu");
            boolean given = !cpu.field("cpus").stringOr("").isEmpty()
                    && !cpu.field("mems").stringOr("").isEmpty();
            String filled = given ? Paths.parent(directory) : directory;
            target.add(new CgroupStep.FillCpuset(hierarchy.mountPoint(), filled, source));
        }
    }

    private static void limit(JsonCursor resources, Target target) {
        CpuLimits.plan(resources.field("cpu"), target);
        MemoryLimits.plan(resources.field("memory"), target);
        OtherLimits.planPids(resources.field("pids").field("limit"), target);
        BlockIoLimits.plan(resources.field("blockIO"), target);
        OtherLimits.planHugePages(resources.field("hugepageLimits"), target);
        OtherLimits.planNetwork(resources.field("network"), target);
        OtherLimits.planRdma(resources.field("rdma"), target);
        JsonCursor unified = resources.field("unified");
        if (!unified.fields().isEmpty()) {
            target.unifiedDirectory(unified);
            OtherLimits.planUnified(unified, target);
        }
    }

    /** A host that cannot decide about devices is only an error if the configuration says something about them. */
    private static void planDevices(JsonCursor devices, CgroupHost host, CgroupPlace place, Target target) {
        List<DeviceRule> rules = DeviceRule.read(devices);
        if (host.unifiedOnly()) {
            String directory = place.unified().orElseThrow();
            target.add(new CgroupStep.AttachDeviceProgram(directory, DeviceProgram.assemble(rules), devices.path()));
        } else if (place.directory("devices").isPresent()) {
            String directory = place.directory("devices").get();
            target.steps().addAll(DeviceLists.steps(directory, rules));
        } else if (devices.isPresent()) {
            target.directory("devices", devices);
        }
    }
}

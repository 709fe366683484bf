package dev.pinisi.oci.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinisi.json.JsonCursor;
import java.util.List;

/** Hosts to plan for, as their kernels describe them. */
final class Hosts {
    static final String V2_MOUNTS = """
            22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            30 22 0:28 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate
            """;

    static final String V1_MOUNTS = """
            22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            30 22 0:28 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
            31 30 0:29 / /sys/fs/cgroup/systemd rw shared:10 - cgroup cgroup rw,xattr,name=systemd
            32 30 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:11 - cgroup cgroup rw,cpu,cpuacct
            33 30 0:31 / /sys/fs/cgroup/cpuset rw,relatime shared:12 - cgroup cgroup rw,cpuset
            34 30 0:32 / /sys/fs/cgroup/memory rw,relatime shared:13 - cgroup cgroup rw,memory
            35 30 0:33 / /sys/fs/cgroup/devices rw,relatime shared:14 - cgroup cgroup rw,devices
            36 30 0:34 / /sys/fs/cgroup/freezer rw,relatime shared:15 - cgroup cgroup rw,freezer
            37 30 0:35 / /sys/fs/cgroup/blkio rw,relatime shared:16 - cgroup cgroup rw,blkio
            38 30 0:36 / /sys/fs/cgroup/pids rw,relatime shared:17 - cgroup cgroup rw,pids
            39 30 0:37 / /sys/fs/cgroup/net_cls,net_prio rw,relatime shared:18 - cgroup cgroup rw,net_cls,net_prio
            """;

    static final String HYBRID_MOUNTS =
            V1_MOUNTS + "40 30 0:38 / /sys/fs/cgroup/unified rw,relatime shared:19 - cgroup2 cgroup2 rw\n";

    private Hosts() {}

    static CgroupHost v1() {
        return CgroupHost.parse(V1_MOUNTS);
    }

    static CgroupHost v2() {
        return CgroupHost.parse(V2_MOUNTS).withUnifiedControllers("cpuset cpu io memory hugetlb pids rdma misc dmem\n");
    }

    static CgroupHost hybrid() {
        return CgroupHost.parse(HYBRID_MOUNTS).withUnifiedControllers("hugetlb\n");
    }

    static JsonCursor linux(String cgroupsPath, String resources) {
        String json = "{\"linux\":{\"cgroupsPath\":" + (cgroupsPath.isEmpty() ? "null" : "\"" + cgroupsPath + "\"")
                + ",\"resources\":" + resources + "}}";
        return JsonCursor.parse(json.getBytes(UTF_8)).field("linux");
    }

    /** What is planned for a container "web", one step a line, without the paths to the hierarchies. */
    static List<String> plan(CgroupHost host, String resources) {
        return CgroupPlanner.plan(linux("/pinisi/web", resources), host, "web").steps().stream()
                .map(step -> step.source() + ": " + step.describe().replace("/sys/fs/cgroup/", ""))
                .toList();
    }

    /** The same without what there is for every container. */
    static List<String> limits(CgroupHost host, String resources) {
        return plan(host, resources).stream()
                .filter(line -> !line.startsWith("linux.cgroupsPath:") && !line.startsWith("linux.resources.devices:"))
                .map(line -> line.replaceFirst("^linux\\.resources\\.", ""))
                .toList();
    }
}

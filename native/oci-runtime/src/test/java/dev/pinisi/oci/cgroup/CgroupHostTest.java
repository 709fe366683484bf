package dev.pinisi.oci.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CgroupHostTest {
    @Test
    void version2AloneIsOneHierarchy() {
        assertThat(Hosts.v2().unifiedOnly()).isTrue();
        assertThat(Hosts.v2().hierarchies().get(0).mountPoint()).isEqualTo("/sys/fs/cgroup");
    }

    @Test
    void version1HasOneHierarchyPerMount() {
        CgroupHost host = Hosts.v1();
        assertThat(host.unifiedOnly()).isFalse();
        assertThat(host.unified()).isEmpty();
        assertThat(host.hierarchies())
                .extracting(Hierarchy::key)
                .containsExactly(
                        "name=systemd",
                        "cpu,cpuacct",
                        "cpuset",
                        "memory",
                        "devices",
                        "freezer",
                        "blkio",
                        "pids",
                        "net_cls,net_prio");
    }

    @Test
    void bothSideBySideHaveVersion2Last() {
        CgroupHost host = Hosts.hybrid();
        assertThat(host.unifiedOnly()).isFalse();
        assertThat(host.hierarchies().getLast())
                .isEqualTo(new Hierarchy("/sys/fs/cgroup/unified", List.of("hugetlb"), true));
    }

    @Test
    void aHierarchyMountedTwiceCountsAtItsUsualPlace() {
        String mounts = "50 22 0:29 / /chroot/sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"
                + "51 22 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"
                + "52 22 0:30 / /mnt/with\\040blank rw - cgroup cgroup rw,freezer\n";
        assertThat(CgroupHost.parse(mounts).hierarchies())
                .extracting(Hierarchy::mountPoint)
                .containsExactly("/sys/fs/cgroup/pids", "/mnt/with blank");
    }

    @Test
    void whatALaterMountHidesIsNotThere() {
        String hidden = Hosts.HYBRID_MOUNTS
                + "60 30 0:50 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
                + "61 60 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n";
        assertThat(CgroupHost.parse(hidden).hierarchies())
                .extracting(Hierarchy::key)
                .containsExactly("pids");
    }

    @Test
    void aHostWithoutControlGroupsHasNone() {
        assertThat(CgroupHost.parse("garbage\n\n1 2 3\n").hierarchies()).isEmpty();
    }
}

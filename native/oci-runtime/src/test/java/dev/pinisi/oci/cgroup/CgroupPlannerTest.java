package dev.pinisi.oci.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupPlannerTest {
    private static final String DEVICES = "linux.resources.devices: ";
    private static final String ALWAYS =
            "write c *:* m, b *:* m, c 1:3 rwm, c 1:5 rwm, c 1:7 rwm, c 1:8 rwm, c 1:9 rwm,"
                    + " c 5:0 rwm, c 5:2 rwm, c 136:* rwm to devices/pinisi/web/devices.allow";

    @Test
    void withoutLimitsVersion1TakesDirectoriesAndTheUsualDevices() {
        assertThat(Hosts.plan(Hosts.v1(), "null"))
                .containsExactly(
                        "linux.cgroupsPath: make control group systemd/pinisi/web",
                        "linux.cgroupsPath: make control group cpu,cpuacct/pinisi/web",
                        "linux.cgroupsPath: make control group cpuset/pinisi/web",
                        "linux.cgroupsPath: fill empty cpusets up to cpuset/pinisi/web",
                        "linux.cgroupsPath: make control group memory/pinisi/web",
                        "linux.cgroupsPath: make control group devices/pinisi/web",
                        "linux.cgroupsPath: make control group freezer/pinisi/web",
                        "linux.cgroupsPath: make control group blkio/pinisi/web",
                        "linux.cgroupsPath: make control group pids/pinisi/web",
                        "linux.cgroupsPath: make control group net_cls,net_prio/pinisi/web",
                        DEVICES + "write a to devices/pinisi/web/devices.deny",
                        DEVICES + ALWAYS);
    }

    @Test
    void withoutLimitsVersion2TakesADirectoryAndADeviceProgram() {
        assertThat(Hosts.plan(Hosts.v2(), "{}"))
                .containsExactly(
                        "linux.cgroupsPath: make control group pinisi/web",
                        "linux.cgroupsPath: hand cpuset cpu io memory hugetlb pids rdma misc down to the children of pinisi",
                        DEVICES + "attach a device program of 57 instructions to pinisi/web");
    }

    @Test
    void bothSideBySideUseVersion2OnlyForWhatItAloneHas() {
        String limit = "{\"hugepageLimits\":[{\"pageSize\":\"2MB\",\"limit\":4194304}]}";
        assertThat(Hosts.plan(Hosts.hybrid(), "{}")).noneMatch(line -> line.contains("unified"));
        assertThat(Hosts.plan(Hosts.hybrid(), limit))
                .contains(
                        "linux.cgroupsPath: make control group unified/pinisi/web",
                        "linux.cgroupsPath: hand hugetlb down to the children of unified/pinisi");
        assertThat(Hosts.limits(Hosts.hybrid(), limit))
                .containsExactly(
                        "hugepageLimits[0].limit: write 4194304 to unified/pinisi/web/hugetlb.2MB.max",
                        "hugepageLimits[0].limit: write 4194304 to unified/pinisi/web/hugetlb.2MB.rsvd.max if it is there");
    }

    @Test
    void processorLimitsAreWrittenForEitherVersion() {
        String cpu = "{\"cpu\":{\"shares\":1024,\"quota\":50000,\"period\":100000,\"burst\":1000,\"idle\":1,"
                + "\"cpus\":\"0-1\",\"mems\":\"0\"}}";
        assertThat(Hosts.limits(Hosts.v1(), cpu))
                .containsExactly(
                        "cpu.shares: write 1024 to cpu,cpuacct/pinisi/web/cpu.shares",
                        "cpu: write 100000 to cpu,cpuacct/pinisi/web/cpu.cfs_period_us"
                                + " and write 50000 to cpu,cpuacct/pinisi/web/cpu.cfs_quota_us",
                        "cpu.burst: write 1000 to cpu,cpuacct/pinisi/web/cpu.cfs_burst_us",
                        "cpu.idle: write 1 to cpu,cpuacct/pinisi/web/cpu.idle",
                        "cpu.cpus: write 0-1 to cpuset/pinisi/web/cpuset.cpus",
                        "cpu.mems: write 0 to cpuset/pinisi/web/cpuset.mems");
        assertThat(Hosts.plan(Hosts.v1(), cpu)).contains("linux.cgroupsPath: fill empty cpusets up to cpuset/pinisi");
        assertThat(Hosts.limits(Hosts.v2(), cpu))
                .containsExactly(
                        "cpu.shares: write 100 to pinisi/web/cpu.weight",
                        "cpu.quota: write 50000 100000 to pinisi/web/cpu.max",
                        "cpu.burst: write 1000 to pinisi/web/cpu.max.burst",
                        "cpu.idle: write 1 to pinisi/web/cpu.idle",
                        "cpu.cpus: write 0-1 to pinisi/web/cpuset.cpus",
                        "cpu.mems: write 0 to pinisi/web/cpuset.mems");
    }

    @Test
    void aPeriodAloneOrAQuotaWithoutEndLeavesVersion2Unlimited() {
        assertThat(Hosts.limits(Hosts.v2(), "{\"cpu\":{\"period\":50000}}"))
                .containsExactly("cpu.period: write max 50000 to pinisi/web/cpu.max");
        assertThat(Hosts.limits(Hosts.v2(), "{\"cpu\":{\"quota\":-1}}"))
                .containsExactly("cpu.quota: write max to pinisi/web/cpu.max");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "512,59", "1024,100", "2048,174", "10240,639", "262144,10000", "999999,10000"})
    void sharesBecomeWeights(long shares, long weight) {
        assertThat(CgroupScale.cpuWeight(shares)).isEqualTo(weight);
    }

    @Test
    void memoryLimitsAreWrittenForEitherVersion() {
        String memory = "{\"memory\":{\"limit\":4096000,\"swap\":8192000,\"reservation\":2048000,\"swappiness\":10,"
                + "\"disableOOMKiller\":true,\"checkBeforeUpdate\":true,\"kernel\":5,\"kernelTCP\":6}}";
        assertThat(Hosts.limits(Hosts.v1(), memory))
                .containsExactly(
                        "memory.limit: require at most 4096000 in memory/pinisi/web/memory.usage_in_bytes",
                        "memory: write 4096000 to memory/pinisi/web/memory.limit_in_bytes"
                                + " and write 8192000 to memory/pinisi/web/memory.memsw.limit_in_bytes",
                        "memory.reservation: write 2048000 to memory/pinisi/web/memory.soft_limit_in_bytes",
                        "memory.kernelTCP: write 6 to memory/pinisi/web/memory.kmem.tcp.limit_in_bytes",
                        "memory.swappiness: write 10 to memory/pinisi/web/memory.swappiness",
                        "memory.disableOOMKiller: write 1 to memory/pinisi/web/memory.oom_control");
        assertThat(Hosts.limits(Hosts.v2(), memory))
                .containsExactly(
                        "memory.limit: require at most 4096000 in pinisi/web/memory.current",
                        "memory.swap: write 4096000 to pinisi/web/memory.swap.max",
                        "memory.limit: write 4096000 to pinisi/web/memory.max",
                        "memory.reservation: write 2048000 to pinisi/web/memory.low");
    }

    @Test
    void noLimitOnMemoryMeansNoneOnSwapEither() {
        String none = "{\"memory\":{\"limit\":-1}}";
        assertThat(Hosts.limits(Hosts.v1(), none))
                .containsExactly(
                        "memory.limit: write -1 to memory/pinisi/web/memory.memsw.limit_in_bytes if it is there",
                        "memory.limit: write -1 to memory/pinisi/web/memory.limit_in_bytes");
        assertThat(Hosts.limits(Hosts.v2(), none))
                .containsExactly(
                        "memory.swap: write max to pinisi/web/memory.swap.max if it is there",
                        "memory.limit: write max to pinisi/web/memory.max");
    }

    @Test
    void numbersOfProcessesAreLimited() {
        assertThat(Hosts.limits(Hosts.v1(), "{\"pids\":{\"limit\":32}}"))
                .containsExactly("pids.limit: write 32 to pids/pinisi/web/pids.max");
        assertThat(Hosts.limits(Hosts.v2(), "{\"pids\":{\"limit\":-1}}"))
                .containsExactly("pids.limit: write max to pinisi/web/pids.max");
        assertThat(Hosts.limits(Hosts.v2(), "{\"pids\":{\"limit\":0}}")).isEmpty();
    }

    @Test
    void blockDevicesAreWeighedAndThrottled() {
        String io = "{\"blockIO\":{\"weight\":500,\"weightDevice\":[{\"major\":8,\"minor\":0,\"weight\":1000,"
                + "\"leafWeight\":20}],\"leafWeight\":30,"
                + "\"throttleReadBpsDevice\":[{\"major\":8,\"minor\":0,\"rate\":1048576}],"
                + "\"throttleWriteIOPSDevice\":[{\"major\":8,\"minor\":16,\"rate\":0}]}}";
        assertThat(Hosts.limits(Hosts.v1(), io))
                .containsExactly(
                        "blockIO.weight: write 500 to blkio/pinisi/web/blkio.weight,"
                                + " or where that is missing write 500 to blkio/pinisi/web/blkio.bfq.weight",
                        "blockIO.leafWeight: write 30 to blkio/pinisi/web/blkio.leaf_weight if it is there",
                        "blockIO.weightDevice[0].weight: write 8:0 1000 to blkio/pinisi/web/blkio.weight_device, or where"
                                + " that is missing write 8:0 1000 to blkio/pinisi/web/blkio.bfq.weight_device",
                        "blockIO.weightDevice[0].leafWeight:"
                                + " write 8:0 20 to blkio/pinisi/web/blkio.leaf_weight_device if it is there",
                        "blockIO.throttleReadBpsDevice[0].rate:"
                                + " write 8:0 1048576 to blkio/pinisi/web/blkio.throttle.read_bps_device",
                        "blockIO.throttleWriteIOPSDevice[0].rate:"
                                + " write 8:16 0 to blkio/pinisi/web/blkio.throttle.write_iops_device");
        assertThat(Hosts.limits(Hosts.v2(), io))
                .containsExactly(
                        "blockIO.weight: write 500 to pinisi/web/io.bfq.weight,"
                                + " or where that is missing write default 4950 to pinisi/web/io.weight",
                        "blockIO.weightDevice[0].weight: write 8:0 1000 to pinisi/web/io.bfq.weight,"
                                + " or where that is missing write 8:0 10000 to pinisi/web/io.weight",
                        "blockIO.throttleReadBpsDevice[0].rate: write 8:0 rbps=1048576 to pinisi/web/io.max",
                        "blockIO.throttleWriteIOPSDevice[0].rate: write 8:16 wiops=max to pinisi/web/io.max");
    }

    @Test
    void networkRdmaAndUnifiedAreWrittenWhereTheyExist() {
        assertThat(Hosts.limits(
                        Hosts.v1(),
                        "{\"network\":{\"classID\":1048577,\"priorities\":[{\"name\":\"lo\",\"priority\":5}]}}"))
                .containsExactly(
                        "network.classID: write 1048577 to net_cls,net_prio/pinisi/web/net_cls.classid",
                        "network.priorities[0]: write lo 5 to net_cls,net_prio/pinisi/web/net_prio.ifpriomap");
        assertThat(Hosts.limits(
                        Hosts.v2(),
                        "{\"rdma\":{\"mlx5_1\":{\"hcaHandles\":3,\"hcaObjects\":10000}},"
                                + "\"unified\":{\"memory.high\":\"1000\",\"io.max\":\"8:0 rbps=1\\n8:1 rbps=2\"}}"))
                .containsExactly(
                        "rdma.mlx5_1: write mlx5_1 hca_handle=3 hca_object=10000 to pinisi/web/rdma.max",
                        "unified.memory.high: write 1000 to pinisi/web/memory.high",
                        "unified.io.max: write 8:0 rbps=1 to pinisi/web/io.max",
                        "unified.io.max: write 8:1 rbps=2 to pinisi/web/io.max");
    }

    @Test
    void deviceRulesOfVersion1KeepTheirOrderBehindTheLastThatCoversAll() {
        String devices = "{\"devices\":[{\"allow\":true,\"type\":\"c\",\"major\":9,\"minor\":9},"
                + "{\"allow\":false,\"access\":\"rwm\"},"
                + "{\"allow\":true,\"type\":\"c\",\"major\":10,\"minor\":200,\"access\":\"rw\"},"
                + "{\"allow\":true,\"major\":7}]}";
        assertThat(Hosts.plan(Hosts.v1(), devices))
                .endsWith(
                        "linux.resources.devices[1]: write a to devices/pinisi/web/devices.deny",
                        "linux.resources.devices[2]: write c 10:200 rw to devices/pinisi/web/devices.allow",
                        "linux.resources.devices[3]: write c 7:* rwm, b 7:* rwm to devices/pinisi/web/devices.allow",
                        DEVICES + ALWAYS);
    }

    @Test
    void allDevicesAllowedIsOneWrite() {
        assertThat(Hosts.plan(Hosts.v1(), "{\"devices\":[{\"allow\":true,\"access\":\"rwm\"}]}"))
                .filteredOn(line -> line.contains("devices."))
                .containsExactly("linux.resources.devices[0]: write a to devices/pinisi/web/devices.allow");
    }

    @Test
    void anUpdateTouchesOnlyWhatItNames() {
        CgroupPlan plan = CgroupPlanner.plan(Hosts.linux("/pinisi/web", "{}"), Hosts.v1(), "web");
        assertThat(CgroupPlanner.update(
                        Hosts.linux("", "{\"pids\":{\"limit\":7}}").field("resources"), Hosts.v1(), plan.place()))
                .extracting(CgroupStep::describe)
                .containsExactly("write 7 to /sys/fs/cgroup/pids/pinisi/web/pids.max");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /pinisi/web",
        "a/b, /pinisi/a/b",
        "/a//b/, /a/b",
        "/docker/./x, /docker/x",
        "/kube:pods:x, /kube:pods:x"
    })
    void pathsAreNeverRelativeToOurOwnControlGroup(String asked, String path) {
        CgroupPlan plan = CgroupPlanner.plan(Hosts.linux(asked, "{}"), Hosts.v2(), "web");
        assertThat(plan.place().unified()).hasValue("/sys/fs/cgroup" + path);
    }

    @Test
    void aProcessJoinsVersion1ByItsTasksFiles() {
        CgroupPlace place =
                CgroupPlanner.plan(Hosts.linux("", "{}"), Hosts.v1(), "web").place();
        assertThat(place.joinFiles())
                .hasSize(9)
                .contains("/sys/fs/cgroup/cpu,cpuacct/pinisi/web/tasks")
                .allMatch(file -> file.endsWith("/tasks"));
        assertThat(CgroupPlanner.plan(Hosts.linux("", "{}"), Hosts.v2(), "web")
                        .place()
                        .joinFiles())
                .containsExactly("/sys/fs/cgroup/pinisi/web/cgroup.procs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v1| {\"memory\":{\"swap\":5}}| linux.resources.memory.swap: needs memory.limit",
                "v1| {\"memory\":{\"limit\":9,\"swap\":5}}| linux.resources.memory.swap: 5 is less",
                "v1| {\"memory\":{\"limit\":-2}}| linux.resources.memory.limit: -2 is not a size",
                "v1| {\"memory\":{\"swappiness\":101}}| linux.resources.memory.swappiness: 101",
                "v1| {\"blockIO\":{\"weight\":5}}| linux.resources.blockIO.weight: 5 is not from 10",
                "v1| {\"hugepageLimits\":[{\"pageSize\":\"2MB\",\"limit\":1}]}| linux.resources.hugepageLimits[0].pageSize:"
                        + " this host has no cgroup controller \"hugetlb\"",
                "v2| {\"hugepageLimits\":[{\"pageSize\":\"../x\",\"limit\":1}]}|"
                        + " linux.resources.hugepageLimits[0].pageSize: \"../x\" is not a page size",
                "v1| {\"unified\":{\"memory.high\":\"1\"}}| linux.resources.unified: needs cgroup v2",
                "v2| {\"unified\":{\"../x\":\"1\"}}| linux.resources.unified.../x: \"../x\" is not the name",
                "v2| {\"unified\":{\"gpu.max\":\"1\"}}| linux.resources.unified.gpu.max: this host has no cgroup controller",
                "v2| {\"cpu\":{\"realtimeRuntime\":5}}| linux.resources.cpu.realtimeRuntime: cgroup v2 cannot",
                "v2| {\"network\":{\"classID\":5}}| linux.resources.network.classID: this host has no cgroup controller",
                "v1| {\"devices\":[{\"allow\":true,\"access\":\"x\"}]}| linux.resources.devices[0].access: \"x\"",
                "v1| {\"devices\":[{\"type\":\"c\"}]}| linux.resources.devices[0].allow: missing",
                "v1| {\"devices\":[{\"allow\":true,\"type\":\"c\"},{\"allow\":false,\"type\":\"c\",\"major\":5}]}|"
                        + " linux.resources.devices[1]: cgroup v1 cannot take back part",
                "v1| {\"rdma\":{\"x\":{}}}| linux.resources.rdma.x: at least one",
            })
    void whatIsWrongOrImpossibleIsNamedByItsPath(String version, String resources, String message) {
        CgroupHost host = version.equals("v1") ? Hosts.v1() : Hosts.v2();
        assertThatThrownBy(() -> Hosts.plan(host, resources))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"system.slice:pinisi:web| is for systemd", "/a/../b| \"..\" is not", "/| the top of"})
    void pathsThatCannotBeAreRefused(String path, String message) {
        assertThatThrownBy(() -> CgroupPlanner.plan(Hosts.linux(path, "{}"), Hosts.v1(), "web"))
                .hasMessageStartingWith("linux.cgroupsPath: ")
                .hasMessageContaining(message);
    }
}

package dev.pinisi.tests.cgroup2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.pinisi.tests.conformance.Gap;
import dev.pinisi.tests.conformance.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** config-linux.md, "control groups", on version 2 with every controller: what is written, and what the kernel makes of it. */
class UnifiedCgroupsKernelTest {
    @SuppressWarnings("NullAway.Init")
    private static Guest guest;

    private static int count;

    @BeforeAll
    static void boot() throws IOException {
        guest = Guest.boot();
    }

    @AfterAll
    static void shutDown() throws IOException {
        if (guest != null) {
            guest.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        guest.output(
                "cd /run/runtime 2>/dev/null && for id in *; do [ ! -d \"$id\" ] || runtime --root /run/runtime delete -f $id; done; :");
        String left = guest.output(
                "find /sys/fs/cgroup/pinisi -mindepth 1 -type d 2>/dev/null; ls /run/runtime 2>/dev/null; grep rootfs /proc/mounts; :");
        assertThat(left).as("left after the containers were deleted").isEmpty();
    }

    private static GuestContainer container() {
        return new GuestContainer(guest, "c" + ++count);
    }

    private static GuestContainer limited(String resources) {
        return container().set("linux.resources", resources).start();
    }

    private static void assumeNot(Gap gap) {
        assumeFalse(guest.runtime().lacks(gap), guest.runtime().name() + ": known gap " + gap);
    }

    private static void succeeds(Result result) {
        assertThat(result.status()).as(result.errors()).isZero();
    }

    @Test
    void memory_swap_and_reservation_are_bytes() {
        GuestContainer container =
                limited("{'memory': {'limit': 33554432, 'swap': 50331648, 'reservation': 16777216}}");
        assertThat(container.value("memory.max")).isEqualTo("33554432");
        assertThat(container.value("memory.swap.max")).isEqualTo("16777216");
        assertThat(container.value("memory.low")).isEqualTo("16777216");
    }

    @Test
    void unlimited_memory_is_max() {
        GuestContainer container = limited("{'memory': {'limit': -1, 'swap': -1}}");
        assertThat(container.value("memory.max")).isEqualTo("max");
        assertThat(container.value("memory.swap.max")).isEqualTo("max");
    }

    @Test
    void a_program_that_takes_more_memory_is_killed() {
        GuestContainer container = container()
                .set("linux.resources", "{'memory': {'limit': 16777216, 'swap': 16777216}}")
                .shell("dd if=/dev/zero of=/tmp/full bs=1M count=64 2>/dev/null; echo $?; while :; do sleep 0.1; done")
                .start();
        guest.output("until grep -q . /bundles/" + container.id() + "/output; do usleep 20000; done");
        assertThat(container.printed()).isEqualTo("137");
        assertThat(container.number("memory.events", "oom_kill")).isPositive();
    }

    @Test
    void the_root_of_a_user_namespace_may_divide_its_group_and_not_raise_its_limits() {
        assumeNot(Gap.CGROUP_OWNERSHIP);
        GuestContainer container = container()
                .set("linux.resources", "{'pids': {'limit': 20}}")
                .add("linux.namespaces", "{'type': 'user'}")
                .add("linux.namespaces", "{'type': 'cgroup'}")
                .add("linux.uidMappings", "{'containerID': 0, 'hostID': 100000, 'size': 10}")
                .add("linux.gidMappings", "{'containerID': 0, 'hostID': 100000, 'size': 10}")
                .add("mounts", "{'destination': '/sys', 'type': 'sysfs', 'source': 'sysfs'}")
                .add("mounts", "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'source': 'cgroup'}")
                .start();
        String group = "/sys/fs/cgroup/pinisi/" + container.id();
        assertThat(guest.output("stat -c %u " + group + " " + group + "/cgroup.procs " + group + "/pids.max"))
                .isEqualTo("100000\n100000\n0");
        assertThat(container.inside("mkdir /sys/fs/cgroup/below; echo $$ >/sys/fs/cgroup/below/cgroup.procs;"
                        + " cat /proc/self/cgroup; echo max 2>/dev/null >/sys/fs/cgroup/pids.max || echo refused"))
                .isEqualTo("0::/below\nrefused");
    }

    @Test
    void shares_become_a_weight() {
        assertThat(limited("{'cpu': {'shares': 1024}}").value("cpu.weight")).isIn("39", "100");
        assertThat(limited("{'cpu': {'shares': 2}}").value("cpu.weight")).isEqualTo("1");
        assertThat(limited("{'cpu': {'shares': 262144}}").value("cpu.weight")).isEqualTo("10000");
    }

    @Test
    void processor_time_is_a_quota_of_a_period_with_a_burst() {
        GuestContainer container = limited("{'cpu': {'quota': 20000, 'period': 50000, 'burst': 10000}}");
        assertThat(container.value("cpu.max")).isEqualTo("20000 50000");
        if (!guest.runtime().lacks(Gap.BURST_AND_IDLE)) {
            assertThat(container.value("cpu.max.burst")).isEqualTo("10000");
        }
    }

    @Test
    void a_program_that_takes_more_processor_time_is_throttled() {
        GuestContainer container = container()
                .set("linux.resources", "{'cpu': {'quota': 5000, 'period': 50000}}")
                .shell("while :; do :; done")
                .start();
        guest.output("until [ $(grep nr_throttled /sys/fs/cgroup/pinisi/" + container.id()
                + "/cpu.stat | cut -d' ' -f2) -gt 2 ]; do usleep 20000; done");
    }

    @Test
    void a_container_can_be_idle() {
        assumeNot(Gap.BURST_AND_IDLE);
        assertThat(limited("{'cpu': {'idle': 1}}").value("cpu.idle")).isEqualTo("1");
    }

    @Test
    void processors_and_memory_nodes_are_chosen() {
        GuestContainer container = limited("{'cpu': {'cpus': '1', 'mems': '0'}}");
        assertThat(container.value("cpuset.cpus")).isEqualTo("1");
        assertThat(container.value("cpuset.mems")).isEqualTo("0");
        assertThat(container.inside("grep Cpus_allowed_list /proc/self/status")).endsWith("\t1");
    }

    @Test
    void the_number_of_processes_is_limited() {
        GuestContainer container = container()
                .set("linux.resources", "{'pids': {'limit': 3}}")
                .shell("sleep 100 & sleep 100 & sleep 100 & sleep 100 & wait")
                .start();
        guest.output("until [ $(grep max /sys/fs/cgroup/pinisi/" + container.id()
                + "/pids.events | cut -d' ' -f2) -gt 0 ]; do usleep 20000; done");
        assertThat(container.value("pids.max")).isEqualTo("3");
    }

    @Test
    void minus_one_is_no_limit_on_processes() {
        assertThat(limited("{'pids': {'limit': -1}}").value("pids.max")).isEqualTo("max");
    }

    private static String disk() {
        return guest.output("cat /sys/block/nvme0n1/dev");
    }

    private static String throttle(String kind, long rate) {
        String[] numbers = disk().split(":");
        return "'" + kind + "': [{'major': " + numbers[0] + ", 'minor': " + numbers[1] + ", 'rate': " + rate + "}]";
    }

    @Test
    void rates_of_devices_are_limited() {
        GuestContainer container = limited("{'blockIO': {" + throttle("throttleReadBpsDevice", 1048576) + ", "
                + throttle("throttleWriteBpsDevice", 2097152) + ", " + throttle("throttleReadIOPSDevice", 100) + ", "
                + throttle("throttleWriteIOPSDevice", 200) + "}}");
        assertThat(container.value("io.max")).isEqualTo(disk() + " rbps=1048576 wbps=2097152 riops=100 wiops=200");
    }

    @Test
    void reading_above_the_rate_takes_its_time() {
        String[] numbers = disk().split(":");
        GuestContainer container = container()
                .set(
                        "linux.resources",
                        "{'devices': [" + rule(true, "r") + "], 'blockIO': {"
                                + throttle("throttleReadBpsDevice", 1048576) + "}}")
                .add(
                        "linux.devices",
                        "{'path': '/dev/disk', 'type': 'b', 'major': " + numbers[0] + ", 'minor': " + numbers[1] + "}")
                .start();
        double begin = uptime();
        container.inside("dd if=/dev/disk of=/dev/null bs=256k count=6 iflag=direct 2>/dev/null");
        assertThat(uptime() - begin).isGreaterThan(1.0);
    }

    private static double uptime() {
        return Double.parseDouble(guest.output("cut -d' ' -f1 /proc/uptime"));
    }

    @Test
    void huge_pages_are_limited() {
        GuestContainer container = limited("{'hugepageLimits': [{'pageSize': '2MB', 'limit': 4194304}]}");
        assertThat(container.value("hugetlb.2MB.max")).isEqualTo("4194304");
    }

    @Test
    void files_of_version_2_can_be_written_by_name() {
        GuestContainer container = limited(
                "{'unified': {'memory.high': '8388608', 'pids.max': '17', 'io.max': '" + disk() + " rbps=4096'}}");
        assertThat(container.value("memory.high")).isEqualTo("8388608");
        assertThat(container.value("pids.max")).isEqualTo("17");
        assertThat(container.value("io.max")).startsWith(disk() + " rbps=4096");
    }

    @Test
    void a_file_that_the_controllers_do_not_have_is_an_error_and_leaves_nothing() {
        assumeNot(Gap.FAILED_LIMIT_REMOVES_CGROUPS);
        Result result = container()
                .set("linux.resources", "{'unified': {'memory.no_such_file': '1'}}")
                .run();
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("memory.no_such_file");
    }

    @Test
    void a_value_that_the_kernel_refuses_is_an_error_and_leaves_nothing() {
        assumeNot(Gap.FAILED_LIMIT_REMOVES_CGROUPS);
        Result result =
                container().set("linux.resources", "{'cpu': {'cpus': '4095'}}").run();
        assertThat(result.status()).isNotZero();
    }

    @Test
    void devices_are_closed_save_those_allowed() {
        GuestContainer container = withDisk("{'allow': false, 'access': 'rwm'}", rule(true, "rm"));
        assertThat(container.inside("mknod /tmp/disk b " + numbers() + " && exec 3</tmp/disk && echo opened"))
                .isEqualTo("opened");
        assertThat(container.inside("(exec 3>/tmp/disk) 2>&1 || :")).contains("Operation not permitted");
        assertThat(container.inside("echo x >/dev/null && head -c1 /dev/zero | wc -c"))
                .isEqualTo("1");
    }

    @Test
    void later_rules_on_devices_override() {
        GuestContainer container = withDisk("{'allow': true, 'access': 'rwm'}", rule(false, "w"));
        assertThat(container.inside("mknod /tmp/disk b " + numbers() + " && exec 3</tmp/disk && echo opened"))
                .isEqualTo("opened");
        assertThat(container.inside("(exec 3>/tmp/disk) 2>&1 || :")).contains("Operation not permitted");
    }

    private static GuestContainer withDisk(String... rules) {
        return container()
                .set("process.capabilities", capabilities("CAP_MKNOD"))
                .set("linux.resources", "{'devices': [" + String.join(", ", rules) + "]}")
                .start();
    }

    private static String rule(boolean allow, String access) {
        String[] numbers = disk().split(":");
        return "{'allow': " + allow + ", 'type': 'b', 'major': " + numbers[0] + ", 'minor': " + numbers[1]
                + ", 'access': '" + access + "'}";
    }

    private static String numbers() {
        return disk().replace(':', ' ');
    }

    private static String capabilities(String name) {
        return "{'bounding': ['" + name + "'], 'effective': ['" + name + "'], 'permitted': ['" + name + "']}";
    }

    @Test
    void a_paused_container_is_frozen() {
        GuestContainer container = limited("{}");
        succeeds(container.command("pause"));
        assertThat(container.number("cgroup.events", "frozen")).isEqualTo(1);
        assertThat(container.command("state").output()).contains("\"paused\"");
        succeeds(container.command("resume"));
        assertThat(container.number("cgroup.events", "frozen")).isZero();
        assertThat(container.command("state").output()).contains("\"running\"");
    }

    @Test
    void a_paused_container_can_be_deleted_by_force() {
        GuestContainer container = limited("{}");
        succeeds(container.command("pause"));
        succeeds(container.command("delete --force"));
    }

    @Test
    void limits_can_be_changed() {
        GuestContainer container = limited(
                "{'memory': {'limit': 33554432}, 'pids': {'limit': 23}, 'cpu': {'quota': 20000, 'period': 50000}}");
        succeeds(container.command(
                "update --memory 67108864 --pids-limit 24 --cpu-quota 30000 --cpu-share 2048 --cpuset-cpus 0"));
        assertThat(container.value("memory.max")).isEqualTo("67108864");
        assertThat(container.value("pids.max")).isEqualTo("24");
        assertThat(container.value("cpu.max"))
                .isEqualTo(guest.runtime().lacks(Gap.UPDATE_KEEPS_THE_PERIOD) ? "30000 100000" : "30000 50000");
        assertThat(container.value("cpuset.cpus")).isEqualTo("0");
    }

    @Test
    void limits_can_be_changed_by_a_document() {
        GuestContainer container = limited("{}");
        guest.output("echo '{\"pids\":{\"limit\":42}}' >/tmp/resources");
        succeeds(container.command("update -r /tmp/resources"));
        assertThat(container.value("pids.max")).isEqualTo("42");
    }

    @Test
    void all_processes_of_a_container_can_be_killed() {
        GuestContainer container = container()
                .set("linux.namespaces", "[{'type': 'mount'}]")
                .shell("setsid sleep 1000 & setsid sleep 1000 & while :; do sleep 0.1; done")
                .start();
        guest.output("until [ $(wc -l </sys/fs/cgroup/pinisi/" + container.id()
                + "/cgroup.procs) -ge 3 ]; do usleep 20000; done");
        succeeds(container.command("kill --all ID KILL"));
        guest.output("until [ ! -s /sys/fs/cgroup/pinisi/" + container.id() + "/cgroup.procs ]; do usleep 20000; done");
    }

    @Test
    void deletion_removes_control_groups_that_the_container_made() {
        GuestContainer container = container()
                .add("linux.namespaces", "{'type': 'cgroup'}")
                .add(
                        "mounts",
                        "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'source': 'cgroup', 'options': ['rw']}")
                .start();
        assertThat(container.inside("mkdir -p /sys/fs/cgroup/a/b && ls -d /sys/fs/cgroup/a/b"))
                .isEqualTo("/sys/fs/cgroup/a/b");
        succeeds(container.command("delete --force"));
    }

    @Test
    void a_container_with_a_cgroup_namespace_sees_itself_at_the_top() {
        GuestContainer container = container()
                .add("linux.namespaces", "{'type': 'cgroup'}")
                .add(
                        "mounts",
                        "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'source': 'cgroup', 'options': ['ro']}")
                .set("linux.resources", "{'pids': {'limit': 31}}")
                .start();
        assertThat(container.inside("cat /proc/self/cgroup")).isEqualTo("0::/");
        assertThat(container.inside("cat /sys/fs/cgroup/pids.max")).isEqualTo("31");
        assertThat(container.inside("mkdir /sys/fs/cgroup/a 2>&1 || :")).contains("Read-only file system");
    }

    /** As systemd in a container does: then no process can be in the container's own control group. */
    @Test
    void a_process_can_join_a_container_that_has_moved_into_a_child_of_its_control_group() {
        GuestContainer container = container()
                .set("linux.resources", "{'memory': {'limit': 67108864}}")
                .add("linux.namespaces", "{'type': 'cgroup'}")
                .add(
                        "mounts",
                        "{'destination': '/sys/fs/cgroup', 'type': 'cgroup', 'source': 'cgroup', 'options': ['rw']}")
                .shell(
                        "mkdir /sys/fs/cgroup/init && echo 1 >/sys/fs/cgroup/init/cgroup.procs"
                                + " && echo +memory >/sys/fs/cgroup/cgroup.subtree_control && echo moved; while :; do sleep 0.1; done")
                .start();
        guest.output("until grep -q . /bundles/" + container.id() + "/output; do usleep 20000; done");
        assertThat(container.printed()).isEqualTo("moved");
        assertThat(container.inside("cat /proc/self/cgroup")).isEqualTo("0::/init");
    }

    @Test
    void processes_are_listed() {
        GuestContainer container = limited("{}");
        assertThat(container.command("ps --format json").text())
                .contains(container.value("cgroup.procs").lines().findFirst().orElseThrow());
    }

    @Test
    void further_processes_are_in_its_control_group() {
        assertThat(limited("{}").inside("cat /proc/self/cgroup")).contains("/pinisi/c");
    }
}

package dev.pinisi.oci.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Makes control groups for real, beneath /pinisi. */
class CgroupKernelTest {
    private final CgroupFiles files = new NioCgroupFiles();
    private final String path = "/pinisi/parts-" + ProcessHandle.current().pid() + "/" + System.identityHashCode(this);
    private final List<Process> processes = new ArrayList<>();
    private CgroupHost host = new CgroupHost(List.of());
    private Cgroup cgroup = new Cgroup(new CgroupPlace(java.util.Map.of()), files);

    @BeforeEach
    void versionOneThatMayBeWrittenTo() throws IOException {
        host = CgroupHost.parse(Files.readString(Path.of("/proc/self/mountinfo")));
        assumeThat(host.controlling("pids").isPresent()
                        && host.controlling("freezer").isPresent())
                .as("cgroup v1 with pids and freezer")
                .isTrue();
        assumeThat(Files.isWritable(
                        Path.of(host.controlling("pids").orElseThrow().mountPoint())))
                .as("permission to make control groups")
                .isTrue();
    }

    @AfterEach
    void nothingIsLeft() {
        for (Process process : processes) {
            process.destroyForcibly();
        }
        cgroup.remove();
        new Cgroup(CgroupPlace.of(host, Path.of(path).getParent().toString(), true), files).remove();
    }

    private CgroupPlace make(String resources) {
        CgroupPlan plan = CgroupPlanner.plan(Hosts.linux(path, resources), host, "web");
        cgroup = new Cgroup(plan.place(), files);
        cgroup.apply(plan.steps());
        return plan.place();
    }

    private Process sleeper() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        processes.add(process);
        cgroup.add((int) process.pid());
        return process;
    }

    private String read(CgroupPlace place, String controller, String file) throws IOException {
        return Files.readString(Path.of(place.directory(controller).orElseThrow(), file))
                .strip();
    }

    @Test
    void limitsReadBackAsWritten() throws IOException {
        CgroupPlace place = make("{\"pids\":{\"limit\":17},\"memory\":{\"limit\":33554432,\"swap\":67108864},"
                + "\"cpu\":{\"shares\":512,\"period\":50000,\"quota\":25000}}");
        assertThat(read(place, "pids", "pids.max")).isEqualTo("17");
        assertThat(read(place, "memory", "memory.limit_in_bytes")).isEqualTo("33554432");
        assertThat(read(place, "memory", "memory.memsw.limit_in_bytes")).isEqualTo("67108864");
        assertThat(read(place, "cpu", "cpu.shares")).isEqualTo("512");
        assertThat(read(place, "cpu", "cpu.cfs_quota_us")).isEqualTo("25000");
        assertThat(read(place, "cpuset", "cpuset.cpus")).isNotEmpty();
        assertThat(read(place, "devices", "devices.list")).contains("c 1:3 rwm").doesNotContain("a *:*");
        assertThat(cgroup.outOfMemoryKills()).isZero();
    }

    @Test
    void memoryLimitsMayGrowAndShrink() throws IOException {
        CgroupPlace place = make("{\"memory\":{\"limit\":33554432,\"swap\":33554432}}");
        for (String bytes : List.of("67108864", "16777216")) {
            String resources = "{\"memory\":{\"limit\":" + bytes + ",\"swap\":" + bytes + "}}";
            cgroup.apply(CgroupPlanner.update(Hosts.linux("", resources).field("resources"), host, place));
            assertThat(read(place, "memory", "memory.memsw.limit_in_bytes")).isEqualTo(bytes);
        }
    }

    @Test
    void aValueThatTheKernelRefusesIsNamedWithItsMember() {
        assertThatThrownBy(() -> make("{\"cpu\":{\"cpus\":\"4095\"}}"))
                .isInstanceOf(CgroupException.class)
                .hasMessageStartingWith("linux.resources.cpu.cpus: write 4095 to /sys/fs/cgroup/cpuset/pinisi/");
    }

    @Test
    void processesAreListedWithThoseBeneath() throws IOException {
        CgroupPlace place = make("{}");
        Process first = sleeper();
        Process second = sleeper();
        String beneath = place.directory("freezer").orElseThrow() + "/beneath";
        assertThat(files.makeDirectory(beneath)).isZero();
        assertThat(files.write(beneath + "/cgroup.procs", Long.toString(second.pid())))
                .isZero();
        assertThat(cgroup.processes()).containsExactlyInAnyOrder((int) first.pid(), (int) second.pid());
    }

    @Test
    void frozenProcessesStandUntilThawed() throws IOException {
        make("{}");
        sleeper();
        cgroup.freeze();
        assertThat(cgroup.isFrozen()).isTrue();
        cgroup.thaw();
        assertThat(cgroup.isFrozen()).isFalse();
    }

    @Test
    void removalTakesWhatIsBeneathAndMayBeRepeated() throws IOException {
        CgroupPlace place = make("{}");
        String directory = place.directory("pids").orElseThrow();
        assertThat(files.makeDirectory(directory + "/beneath")).isZero();
        cgroup.remove();
        cgroup.remove();
        assertThat(Path.of(directory)).doesNotExist();
    }
}

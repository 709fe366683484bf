package dev.pinisi.oci.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans beside their configurations in src/test/resources/plans; -Dplans.update=true writes them anew, to be read. */
class PlannerTest {
    private static final Path PLANS = Path.of("src/test/resources/plans");
    private static final HostFacts UNIFIED =
            new HostFacts(-1, new CgroupPlace(Map.of("", "/sys/fs/cgroup/pinisi/web")), true);
    private static final PlanOptions CREATE = new PlanOptions("web", "/bundles/web", false, true, true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ordinary",
                "terminal",
                "user-namespace",
                "joined",
                "joined-user",
                "mounts",
                "bare",
                "confined",
                "labelled"
            })
    void a_configuration_becomes_the_plan_beside_it(String name) throws IOException {
        check(name, text(Planner.plan(read(name), UNIFIED, CREATE)));
    }

    @Test
    void control_groups_of_version_1_are_bound_one_by_one() throws IOException {
        Map<String, String> directories = new LinkedHashMap<>();
        directories.put("cpu,cpuacct", "/sys/fs/cgroup/cpu,cpuacct/pinisi/web");
        directories.put("memory", "/sys/fs/cgroup/memory/pinisi/web");
        directories.put("name=systemd", "/sys/fs/cgroup/systemd/pinisi/web");
        HostFacts facts = new HostFacts(-1, new CgroupPlace(directories), false);

        assertThat(text(Planner.plan(read("ordinary"), facts, CREATE)))
                .contains(
                        "mount tmpfs on /sys/fs/cgroup (nosuid,nodev,noexec,mode=755)",
                        "bind /sys/fs/cgroup/cpu,cpuacct/pinisi/web on /sys/fs/cgroup/cpu,cpuacct (ro,",
                        "link /sys/fs/cgroup/cpu -> cpu,cpuacct",
                        "link /sys/fs/cgroup/cpuacct -> cpu,cpuacct",
                        "bind /sys/fs/cgroup/systemd/pinisi/web on /sys/fs/cgroup/systemd",
                        "make /sys/fs/cgroup read-only");
    }

    @Test
    void a_capability_that_the_host_lacks_is_left_out_with_one_warning() throws IOException {
        HostFacts facts = new HostFacts(~(1L << CapabilityNames.number("CAP_KILL")), UNIFIED.cgroups(), true);

        Plan plan = Planner.plan(read("ordinary"), facts, CREATE);

        assertThat(plan.warnings()).containsExactly("capability CAP_KILL is not available here and is left out");
        assertThat(text(plan).lines().filter(line -> line.startsWith("  ")))
                .noneMatch(line -> line.contains("CAP_KILL"));
    }

    @Test
    void run_does_not_wait_for_a_start() throws IOException {
        PlanOptions run = new PlanOptions("web", "/bundles/web", false, true, false);

        assertThat(Planner.plan(read("ordinary"), UNIFIED, run).steps())
                .noneMatch(step -> step instanceof Step.AwaitStart);
    }

    @Test
    void without_pivot_the_root_is_moved() throws IOException {
        PlanOptions noPivot = new PlanOptions("web", "/bundles/web", true, true, true);

        assertThat(text(Planner.plan(read("ordinary"), UNIFIED, noPivot))).contains("move the root file system");
    }

    private static Config read(String name) throws IOException {
        return Config.read(JsonCursor.parse(Files.readAllBytes(PLANS.resolve(name + ".json"))));
    }

    private static String text(Plan plan) {
        return PlanText.of(plan, new CgroupPlan(UNIFIED.cgroups(), List.of()), List.of());
    }

    private static void check(String name, String plan) throws IOException {
        Path golden = PLANS.resolve(name + ".plan");
        if (Boolean.getBoolean("plans.update")) {
            Files.writeString(golden, plan);
        }
        assertThat(plan).isEqualTo(Files.readString(golden));
    }
}

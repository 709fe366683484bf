package dev.pinisi.oci.resctrl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupException;
import dev.pinisi.oci.cgroup.MountTable;
import dev.pinisi.oci.config.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

/** config-linux.md, "IntelRdt", on a file system resctrl in memory. */
class ResctrlTest {
    private static final String TOP = FakeResctrl.TOP;

    private final FakeResctrl files = new FakeResctrl();
    private final Resctrl resctrl = new Resctrl(TOP, files);

    private static List<ResctrlStep> plan(String rdt) {
        String document = "{'ociVersion': '1.3.0', 'root': {'path': 'r'}, 'linux': {'intelRdt': " + rdt + "}}";
        Config config = Config.read(JsonCursor.parse(document.replace('\'', '"').getBytes(UTF_8)));
        return ResctrlPlanner.plan(config.linux().intelRdt().orElseThrow(), TOP, "web");
    }

    private ResctrlGroups apply(String rdt) {
        List<ResctrlStep> steps = plan(rdt);
        ResctrlGroups groups = resctrl.groups(steps);
        resctrl.apply(steps, 42);
        return ResctrlGroups.read(JsonCursor.parse(groups.json()));
    }

    private String file(String path) {
        return files.read(TOP + path).orElse("is not there");
    }

    @Test
    void without_a_class_of_service_it_has_one_of_its_own_for_its_life() {
        ResctrlGroups groups =
                apply("{'l3CacheSchema': 'L3:0=7f', 'memBwSchema': 'MB:0=20', 'schemata': ['L2:0=f', 'MB:1=5']}");

        assertThat(file("/web/tasks")).isEqualTo("42");
        assertThat(file("/web/schemata")).isEqualTo("L3:0=7f\nMB:0=20\nL2:0=f\nMB:1=5\n");
        resctrl.remove(groups);
        assertThat(file("/web/tasks")).isEqualTo("is not there");
        assertThat(file("/tasks")).isEmpty();
    }

    @Test
    void one_of_its_name_that_was_there_before_stays() {
        files.makeDirectory(TOP + "/web");
        resctrl.remove(apply("{}"));

        assertThat(file("/web/tasks")).isEqualTo("42");
    }

    @Test
    void a_named_class_is_made_and_stays() {
        resctrl.remove(apply("{'closID': 'gold', 'l3CacheSchema': 'L3:0=7f'}"));

        assertThat(file("/gold/tasks")).isEqualTo("42");
        assertThat(file("/gold/schemata")).isEqualTo("L3:0=7f\n");
    }

    @Test
    void a_named_class_without_schemata_must_be_there_and_keeps_its_own() {
        assertThatThrownBy(() -> apply("{'closID': 'gold'}"))
                .isInstanceOfSatisfying(
                        CgroupException.class,
                        e -> assertThat(e.action())
                                .isEqualTo("linux.intelRdt.closID: require resctrl group /sys/fs/resctrl/gold"));
        files.makeDirectory(TOP + "/gold");
        String before = file("/gold/schemata");

        resctrl.remove(apply("{'closID': 'gold'}"));

        assertThat(file("/gold/tasks")).isEqualTo("42");
        assertThat(file("/gold/schemata")).isEqualTo(before);
    }

    @Test
    void a_named_class_that_is_there_must_share_out_the_same() {
        files.makeDirectory(TOP + "/gold");

        assertThatThrownBy(() -> apply("{'closID': 'gold', 'l3CacheSchema': 'L3:0=7f;1=fffff'}"))
                .isInstanceOfSatisfying(
                        CgroupException.class,
                        e -> assertThat(e.action()).contains("linux.intelRdt", "gold", "otherwise than L3:0=7f"));
        assertThatThrownBy(() -> apply("{'closID': 'gold', 'memBwSchema': 'MB:2=100'}"))
                .isInstanceOf(CgroupException.class);
        assertThat(file("/gold/tasks")).isEmpty();

        apply("{'closID': 'gold', 'l3CacheSchema': 'L3:1=0FFFFF', 'memBwSchema': 'MB:0=100'}");

        assertThat(file("/gold/tasks")).isEqualTo("42");
    }

    @Test
    void the_usual_class_is_the_top() {
        resctrl.remove(apply("{'closID': '/'}"));

        assertThat(file("/tasks")).isEqualTo("42");
    }

    @Test
    void monitoring_is_by_a_group_within_its_class_that_goes_with_it() {
        files.makeDirectory(TOP + "/gold");
        ResctrlGroups groups = apply("{'closID': 'gold', 'enableMonitoring': true}");
        assertThat(file("/gold/mon_groups/web/tasks")).isEqualTo("42");

        resctrl.add(groups, 43);
        assertThat(file("/gold/tasks")).isEqualTo("43");
        assertThat(file("/gold/mon_groups/web/tasks")).isEqualTo("43");

        resctrl.remove(groups);
        assertThat(file("/gold/mon_groups/web/tasks")).isEqualTo("is not there");
        assertThat(file("/gold/tasks")).isEqualTo("43");
    }

    @Test
    void what_the_kernel_says_of_a_refusal_is_told() {
        assertThatThrownBy(() -> apply("{'schemata': ['L3:0=x']}"))
                .isInstanceOfSatisfying(
                        CgroupException.class,
                        e -> assertThat(e.action())
                                .isEqualTo("linux.intelRdt: write L3:0=x to /sys/fs/resctrl/web/schemata"
                                        + " (Non-hex character in the mask x)"));
    }

    @Test
    void steps_have_words() {
        assertThat(plan("{'closID': 'gold', 'l3CacheSchema': 'L3:0=7f', 'enableMonitoring': true}"))
                .extracting(ResctrlStep::describe)
                .containsExactly(
                        "make resctrl group /sys/fs/resctrl/gold if it is missing",
                        "require L3:0=7f of /sys/fs/resctrl/gold if it was there before",
                        "write L3:0=7f to /sys/fs/resctrl/gold/schemata",
                        "put the process into resctrl group /sys/fs/resctrl/gold",
                        "make resctrl group /sys/fs/resctrl/gold/mon_groups/web if it is missing",
                        "put the process into resctrl group /sys/fs/resctrl/gold/mon_groups/web");
    }

    @Test
    void it_is_found_where_it_is_mounted() {
        String mounts = "22 1 0:20 / /sys rw - sysfs sysfs rw\n"
                + "30 22 0:33 / /sys/fs/re\\040sctrl rw,relatime shared:9 - resctrl resctrl rw\n";

        assertThat(MountTable.firstOf("resctrl", mounts)).isEqualTo("/sys/fs/re sctrl");
        assertThat(MountTable.firstOf("cgroup", mounts)).isEmpty();
    }
}

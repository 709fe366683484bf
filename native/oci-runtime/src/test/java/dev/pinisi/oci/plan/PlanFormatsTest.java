package dev.pinisi.oci.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.oci.cgroup.CgroupPlace;
import dev.pinisi.oci.cgroup.CgroupPlan;
import dev.pinisi.oci.cgroup.CgroupStep;
import dev.pinisi.oci.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code plan} prints; -Dplans.update=true writes the golden document anew, to be read. */
class PlanFormatsTest {
    private static final Path PLANS = Path.of("src/test/resources/plans");
    private static final CgroupPlace PLACE = new CgroupPlace(Map.of("", "/sys/fs/cgroup/pinisi/web"));
    private static final CgroupPlan CGROUPS = new CgroupPlan(
            PLACE,
            List.of(
                    new CgroupStep.MakeDirectory("/sys/fs/cgroup/pinisi/web", "linux.cgroupsPath"),
                    new CgroupStep.Write(
                            "/sys/fs/cgroup/pinisi/web/memory.max", "4096", "linux.resources.memory.limit")));

    private static Plan plan(String json) {
        Config config = Config.read(JsonCursor.parse(json.getBytes(UTF_8)));
        return Planner.plan(
                config, new HostFacts(-1, PLACE, true), new PlanOptions("web", "/bundles/web", false, true, true));
    }

    private static String configuration(String name) throws IOException {
        return Files.readString(PLANS.resolve(name + ".json"));
    }

    @Test
    void the_document_is_the_golden_one() throws IOException {
        Path golden = PLANS.resolve("terminal.plan.json");
        String document = PlanJson.of(plan(configuration("terminal")), CGROUPS, List.of());
        if (Boolean.getBoolean("plans.update")) {
            Files.writeString(golden, document);
        }
        assertThat(document).isEqualTo(Files.readString(golden));
    }

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
    void every_step_has_a_line_and_an_element_that_say_the_same(String name) throws IOException {
        Plan plan = plan(configuration(name));
        String text = PlanText.of(plan, CGROUPS, List.of());

        JsonCursor document =
                JsonCursor.parse(PlanJson.of(plan, CGROUPS, List.of()).getBytes(UTF_8));

        int lines = 0;
        for (JsonCursor step : document.field("steps").elements()) {
            String from = step.field("from").string();
            String words = step.field("text").string();
            assertThat(text).containsPattern(java.util.regex.Pattern.quote(words) + ".*");
            assertThat(from.isEmpty() || text.contains("  # " + from)).as(words).isTrue();
            assertThat(step.field("operation").string()).matches("[a-z][A-Za-z]+");
            lines++;
        }
        assertThat(lines).isEqualTo((int)
                text.lines().filter(line -> line.startsWith("  ")).count());
    }

    @Test
    void each_source_is_a_member_of_the_configuration() throws IOException {
        String json = configuration("terminal");
        Set<String> missing = new HashSet<>();
        for (Source source : plan(json).sources()) {
            JsonCursor cursor = JsonCursor.parse(json.getBytes(UTF_8));
            for (String name :
                    source.path().isEmpty() ? new String[0] : source.path().split("\\.")) {
                cursor = cursor.field(name);
            }
            boolean there =
                    source.index() < 0 ? cursor.isPresent() : cursor.elements().size() > source.index();
            if (!there) {
                missing.add(source.text());
            }
        }
        // what holds by default
        assertThat(missing).isSubsetOf("linux.rootfsPropagation", "linux.cgroupsPath");
    }

    @Test
    void a_configurations_words_stay_on_their_line() {
        String text = PlanText.of(plan("""
                        {"ociVersion": "1.2.0", "root": {"path": "r"}, "linux": {"namespaces": [{"type": "mount"}]},
                         "process": {"cwd": "/", "user": {"uid": 0, "gid": 0}, "args": ["sh", "-c", "a\\nb\\u001b[2J"]}}
                        """), CGROUPS, List.of());

        assertThat(text).contains("execute sh -c a\\nb\\x1b[2J  # process.args\n");
    }

    @Test
    void plans_of_the_same_configuration_do_not_differ() throws IOException {
        String text = PlanText.of(plan(configuration("ordinary")), CGROUPS, List.of());

        assertThat(LineDifference.of(text, text)).isEmpty();
    }

    @Test
    void a_difference_shows_the_lines_that_only_one_has_under_their_heading() {
        String before = "runtime:\n  one\n  two\ncontainer's process:\n  three\n  four\n  five\n";
        String after = "runtime:\n  one\n  two\ncontainer's process:\n  four\n  4.5\n  five\n  six\n";

        assertThat(LineDifference.of(before, after)).isEqualTo("container's process:\n- three\n+ 4.5\n+ six\n");
    }

    @Test
    void an_option_that_is_added_to_a_mount_is_one_line_less_and_one_more() throws IOException {
        String json = configuration("ordinary");
        String changed = json.replaceFirst("\"noexec\"", "\"noexec\", \"noatime\"");

        String difference = LineDifference.of(
                PlanText.of(plan(json), CGROUPS, List.of()), PlanText.of(plan(changed), CGROUPS, List.of()));

        assertThat(difference.lines()).hasSize(3);
        assertThat(difference).contains("+ mount devpts").contains("noatime").contains("# mounts[");
    }
}

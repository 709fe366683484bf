package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    static List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (String name : Groups.names("")) {
            if (!Groups.isGroup(name)) {
                paths.add(name);
            }
        }
        for (String group : List.of("container", "image", "system", "volume")) {
            for (String name : Groups.names(group)) {
                paths.add(group + " " + name);
            }
        }
        return paths;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void every_command_has_a_page_in_two_spellings(String path) {
        Session session = new Session();
        List<String> words = new ArrayList<>(List.of(path.split(" ", -1)));
        words.add("--help");
        Session.Result asked = session.run(words.toArray(String[]::new));
        assertThat(asked.code()).isZero();
        assertThat(asked.out())
                .contains("Description:\n  ", "Usage:\n  pinisi " + path)
                .doesNotContain("null")
                .endsWith("\n");
        words.remove(words.size() - 1);
        words.add(0, "help");
        assertThat(session.run(words.toArray(String[]::new)).out()).isEqualTo(asked.out());
        assertThat(session.engine.calls).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void an_unknown_flag_is_named_with_the_page_that_lists_the_known_ones(String path) {
        List<String> words = new ArrayList<>(List.of(path.split(" ", -1)));
        words.add("--frobnicate");
        Session.Result result = new Session().run(words.toArray(String[]::new));
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("Error: unknown flag: --frobnicate\nSee 'pinisi " + path + " --help'\n");
    }

    @Test
    void the_tools_page_lists_commands_and_global_options() {
        Session.Result result = new Session().run("--help");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("  ps        List containers\n", "--runroot", "--runtime", "container Manage");
    }

    @Test
    void without_a_command_the_page_and_an_error_are_shown() {
        Session.Result result = new Session().run();
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.out()).startsWith("Manage containers");
        assertThat(result.err()).isEqualTo("Error: missing command 'pinisi COMMAND'\n");
    }

    @Test
    void an_unknown_command_is_answered_with_those_that_are_near() {
        Session.Result result = new Session().run("pss");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err())
                .isEqualTo("Error: unrecognized command `pinisi pss`\n\nDid you mean this?\n\tps\n\n"
                        + "Try 'pinisi --help' for more information\n");
        assertThat(new Session().run("container", "frob").err())
                .isEqualTo("Error: unrecognized command `pinisi container frob`\n"
                        + "Try 'pinisi container --help' for more information\n");
    }

    @Test
    void what_podman_has_and_we_have_not_is_said_to_be_unsupported() {
        assertThat(new Session().run("build", ".").err()).isEqualTo("Error: `pinisi build` is not supported yet\n");
        assertThat(new Session().run("run", "--health-cmd=x", "busybox").err())
                .isEqualTo("Error: --health-cmd is not supported yet\nSee 'pinisi run --help'\n");
    }
}

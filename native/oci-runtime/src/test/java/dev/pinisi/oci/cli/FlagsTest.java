package dev.pinisi.oci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static final String[] KNOWN = {"bundle/b=", "detach/d", "env/e=", "preserve-fds="};

    @Test
    void values_follow_after_a_blank_or_an_equals_sign_and_hyphens_do_not_matter() {
        for (List<String> arguments : List.of(
                List.of("--bundle", "/b", "id"),
                List.of("--bundle=/b", "id"),
                List.of("-b", "/b", "id"),
                List.of("-bundle", "/b", "id"))) {
            Flags flags = Flags.parse("run", arguments, KNOWN);

            assertThat(flags.value("bundle", "")).isEqualTo("/b");
            assertThat(flags.rest()).containsExactly("id");
        }
    }

    @Test
    void options_end_at_the_first_argument() {
        Flags flags = Flags.parse("exec", List.of("-d", "id", "ls", "-b"), KNOWN);

        assertThat(flags.has("detach")).isTrue();
        assertThat(flags.has("bundle")).isFalse();
        assertThat(flags.rest()).containsExactly("id", "ls", "-b");
    }

    @Test
    void repeated_options_keep_all_values_and_the_last_one_counts() {
        Flags flags = Flags.parse("exec", List.of("-e", "A=1", "-e", "B=2"), KNOWN);

        assertThat(flags.values("env")).containsExactly("A=1", "B=2");
        assertThat(flags.value("env", "")).isEqualTo("B=2");
    }

    @Test
    void a_switch_can_be_taken_back() {
        assertThat(Flags.parse("run", List.of("--detach=false"), KNOWN).has("detach"))
                .isFalse();
    }

    @Test
    void wrong_options_are_named() {
        assertThatThrownBy(() -> Flags.parse("run", List.of("--bndle", "x"), KNOWN))
                .isInstanceOf(UsageException.class)
                .hasMessage("run: unknown option --bndle; see pinisi-oci help");
        assertThatThrownBy(() -> Flags.parse("run", List.of("--bundle"), KNOWN))
                .hasMessage("run: option --bundle requires an argument");
        assertThatThrownBy(() ->
                        Flags.parse("run", List.of("--preserve-fds=x"), KNOWN).number("preserve-fds", 0))
                .hasMessage("--preserve-fds: \"x\" is not a number from 0 on");
    }
}

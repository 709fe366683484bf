package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {
    private static OptionTable table() {
        return new OptionTable()
                .flag("detach,d", "Run in the background")
                .flag("interactive,i", "Keep stdin open")
                .flag("http-proxy", "Pass proxies on", true)
                .flag("rm", "Remove afterwards")
                .string("name", "Name it")
                .string("pull", "Pull policy", "missing")
                .array("env,e", "Set a variable")
                .strings("cap-add", "Add capabilities")
                .integer("pids-limit", "Limit", "2048")
                .unsigned("stop-timeout", "Seconds", "10")
                .decimal("cpus", "Number of CPUs")
                .choice("sort", "Sort output by", List.of("id", "names"))
                .array("network", "Connect")
                .alias("net", "network")
                .unsupported("health-cmd pod");
    }

    private static Arguments parse(String... line) {
        return OptionParser.parse(table(), List.of(line));
    }

    private static Arguments parseRun(String... line) {
        return OptionParser.parse(table().optionsFirst(), List.of(line));
    }

    @Test
    void a_value_follows_after_an_equals_sign_or_as_the_next_word() {
        assertThat(parse("--name=a=b").string("name")).isEqualTo("a=b");
        assertThat(parse("--name", "a").string("name")).isEqualTo("a");
        assertThat(parse("--name=").string("name")).isEmpty();
        assertThat(parse("--name", "--rm").string("name")).isEqualTo("--rm");
    }

    @Test
    void letters_combine_and_the_last_one_takes_the_rest_as_its_value() {
        Arguments arguments = parse("-dieA=1", "-e", "B=2", "-e=C=3", "-e=");
        assertThat(arguments.flag("detach")).isTrue();
        assertThat(arguments.flag("interactive")).isTrue();
        assertThat(arguments.list("env")).containsExactly("A=1", "B=2", "C=3", "=");
    }

    @Test
    void a_flag_takes_a_value_only_after_an_equals_sign() {
        assertThat(parse("--rm=false").flag("rm")).isFalse();
        assertThat(parse("--rm", "false").flag("rm")).isTrue();
        assertThat(parse("--rm", "false").words()).containsExactly("false");
        assertThat(parse("-d=F").flag("detach")).isFalse();
        assertThat(parse("--http-proxy=0").flag("http-proxy")).isFalse();
        assertThat(parse().flag("http-proxy")).isTrue();
    }

    @Test
    void options_stand_anywhere_unless_the_rest_belongs_to_a_program() {
        assertThat(parse("a", "-d", "b").words()).containsExactly("a", "b");
        Arguments run = parseRun("-d", "image", "ls", "-e", "--rm");
        assertThat(run.words()).containsExactly("image", "ls", "-e", "--rm");
        assertThat(run.flag("rm")).isFalse();
    }

    @Test
    void two_dashes_end_the_options_and_one_dash_is_a_word() {
        assertThat(parse("-d", "--", "-i", "--").words()).containsExactly("-i", "--");
        assertThat(parse("-", "-d").words()).containsExactly("-");
    }

    @Test
    void the_last_value_counts_and_defaults_fill_what_is_missing() {
        Arguments arguments = parse("--name", "a", "--name", "b");
        assertThat(arguments.string("name")).isEqualTo("b");
        assertThat(arguments.string("pull")).isEqualTo("missing");
        assertThat(arguments.number("pids-limit")).isEqualTo(2048);
        assertThat(arguments.has("pull")).isFalse();
        assertThat(arguments.has("name")).isTrue();
    }

    @Test
    void comma_lists_split_as_csv_and_arrays_do_not() {
        assertThat(parse("--cap-add=a,b", "--cap-add", "\"c,d\",\"e\"\"f\"").list("cap-add"))
                .containsExactly("a", "b", "c,d", "e\"f");
        assertThat(parse("-e", "A=1,2").list("env")).containsExactly("A=1,2");
        assertThatThrownBy(() -> parse("--cap-add", "a\"b")).hasMessageContaining("double quote");
        assertThatThrownBy(() -> parse("--cap-add", "\"a")).hasMessageContaining("not closed");
    }

    @Test
    void an_alias_stands_for_its_option() {
        assertThat(parse("--net", "none").list("network")).containsExactly("none");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "--foo; unknown flag: --foo",
                "--foo=1; unknown flag: --foo",
                "-Z; unknown shorthand flag: 'Z' in -Z",
                "-iZd; unknown shorthand flag: 'Z' in -Zd",
                "--name; flag needs an argument: --name",
                "-ie; flag needs an argument: 'e' in -e",
                "---x; bad flag syntax: ---x",
                "--=x; bad flag syntax: --=x",
                "--rm=maybe; invalid argument \"maybe\" for \"--rm\" flag: must be true or false",
                "-d=foo; invalid argument \"foo\" for \"-d, --detach\" flag: must be true or false",
                "--pids-limit=x; invalid argument \"x\" for \"--pids-limit\" flag: must be a whole number",
                "--stop-timeout=-1; invalid argument \"-1\" for \"--stop-timeout\" flag: must not be negative",
                "--cpus=x; invalid argument \"x\" for \"--cpus\" flag: must be a number",
                "--health-cmd; --health-cmd is not supported yet",
                "--pod=x; --pod is not supported yet",
                "--sort=x; invalid argument \"x\" for \"--sort\" flag: \"x\" is not a valid value."
                        + "  Choose from: \"id, names\"",
            })
    void a_wrong_word_is_named_in_the_message(String word, String message) {
        assertThatThrownBy(() -> parse(word)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "-ih"})
    void help_is_asked_for_by_its_usual_names(String word) {
        assertThatThrownBy(() -> parse(word)).isInstanceOf(HelpRequest.class);
    }

    @ParameterizedTest
    @CsvSource({"0x10,16", "010,8", "0o17,15", "0b101,5", "-5,-5", "+7,7", "0,0"})
    void whole_numbers_are_read_as_go_reads_them(String text, long value) {
        assertThat(parse("--pids-limit=" + text).number("pids-limit")).isEqualTo(value);
    }

    @Test
    void any_mixture_of_spellings_yields_the_same_values() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            List<String> line = new ArrayList<>();
            List<String> env = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                String value = "V" + random.nextInt(100) + "=-x";
                switch (random.nextInt(5)) {
                    case 0 -> line.add("--env=" + value);
                    case 1 -> line.addAll(List.of("--env", value));
                    case 2 -> line.add("-e" + value);
                    case 3 -> line.addAll(List.of("-de", value));
                    default -> {
                        line.add("word" + value);
                        words.add("word" + value);
                        continue;
                    }
                }
                env.add(value);
            }
            Arguments arguments = OptionParser.parse(table(), line);
            assertThat(arguments.list("env")).as("%s", line).isEqualTo(env);
            assertThat(arguments.words()).as("%s", line).isEqualTo(words);
        }
    }
}

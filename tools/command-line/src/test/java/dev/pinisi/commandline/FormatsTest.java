package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "11190, 11.2 kB",
        "2217807, 2.22 MB",
        "2228221, 2.23 MB",
        "1500000, 1.5 MB",
        "1050000, 1.05 MB",
        "121377076, 121 MB",
        "701808296, 702 MB",
        "999700000, 1 GB",
        "9996000, 10 MB",
        "9223372036854775807, 9.22 EB",
    })
    void sizes_have_three_significant_digits(long bytes, String shown) {
        assertThat(ByteSize.show(bytes, " ")).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "999, 999B",
        "6000, 6kB",
        "30720, 30.72kB",
        "318434, 318.4kB",
        "2217807, 2.218MB",
        "1000400, 1MB",
        "1001000, 1.001MB",
        "999960000, 1GB",
    })
    void precise_sizes_have_four_significant_digits(long bytes, String shown) {
        assertThat(ByteSize.precise(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, Less than a second",
        "1, 1 second",
        "59, 59 seconds",
        "60, About a minute",
        "119, About a minute",
        "120, 2 minutes",
        "3599, 59 minutes",
        "3600, About an hour",
        "5399, About an hour",
        "5400, 2 hours",
        "172799, 2 days",
        "169199, 47 hours",
        "1209600, 2 weeks",
        "5184000, 2 months",
        "63072000, 2 years",
    })
    void ages_are_rounded_as_people_say_them(long seconds, String shown) {
        assertThat(TimeSpan.show(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"250ms,250000000", "1h30m,5400000000000", "1.5s,1500000000", "0,0", "-2s,-2000000000", "3us,3000"})
    void durations_are_read_as_go_writes_them(String text, long nanos) {
        assertThat(TimeSpan.parse(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "1x", "1.2.3s", "1h 2m"})
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text)).hasMessageContaining("invalid duration \"" + text + "\"");
    }

    @Test
    void columns_are_at_least_twelve_wide_and_the_last_is_not_padded() {
        String text = new Table()
                .row("CONTAINER ID", "COMMAND", "PORTS", "NAMES")
                .row("510d0156703b", "sleep 300", "", "tool-a")
                .row("é", "sh -c exit 3", "", "b")
                .text();
        assertThat(text).isEqualTo("""
                        CONTAINER ID  COMMAND       PORTS       NAMES
                        510d0156703b  sleep 300                 tool-a
                        é             sh -c exit 3              b
                        """);
    }

    @Test
    void suggestions_are_near_or_begin_alike() {
        List<String> known = List.of("ps", "pull", "push", "rm", "images");
        assertThat(Suggestions.of("pss", known)).containsExactly("ps", "push");
        assertThat(Suggestions.of("imag", known)).containsExactly("images");
        assertThat(Suggestions.of("frobnicate", known)).isEmpty();
    }
}

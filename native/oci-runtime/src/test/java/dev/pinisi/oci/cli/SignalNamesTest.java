package dev.pinisi.oci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalNamesTest {
    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "sigkill,9",
        "9,9",
        "0,0",
        "hup,1",
        "SYS,31",
        "RTMIN,34",
        "SIGRTMIN+3,37",
        "RTMAX,64",
        "RTMAX-1,63",
        "64,64"
    })
    void names_and_numbers_are_known(String text, int signal) {
        assertThat(SignalNames.parse(text)).isEqualTo(signal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FOO", "65", "-1", "RTMIN-1", "RTMAX+1", "RTMAX-40", "12345", "1x"})
    void anything_else_is_refused_by_name(String text) {
        assertThatThrownBy(() -> SignalNames.parse(text)).hasMessage("unknown signal \"" + text + "\"");
    }

    @Test
    void the_table_is_the_kernels() {
        assertThat(SignalNames.parse("CHLD")).isEqualTo(17);
        assertThat(SignalNames.parse("WINCH")).isEqualTo(28);
    }
}

package dev.pinisi.oci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTest {
    @ParameterizedTest
    @CsvSource({"5s,5000", "200ms,200", "1m30s,90000", "1h,3600000"})
    void units_add_up(String text, long milliseconds) {
        assertThat(Duration.milliseconds("--interval", text)).isEqualTo(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "5", "s", "-5s", "5 s", "5d", "9999999999h", "1s2"})
    void anything_else_is_an_error(String text) {
        assertThatThrownBy(() -> Duration.milliseconds("--interval", text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--interval: \"" + text + "\" is not a time such as 5s or 200ms");
    }
}

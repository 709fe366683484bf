package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Test
    void instants_come_back_as_they_were_written() {
        Random random = new Random(7);
        for (int round = 0; round < 5000; round++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 250_000_000_000L));
            int digits = round % 3;
            Instant exact = instant.plusNanos(digits == 0 ? 0 : random.nextInt(1_000_000_000));
            assertThat(Times.parse(exact.toString())).isEqualTo(exact);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29T23:59:59Z", "2000-03-01T00:00:00.5Z", "1970-01-01T00:00:00.000000001Z"})
    void edges_of_the_calendar_are_read(String text) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2024-13-01T00:00:00Z", "2024-01-01T00:00:00.-5Z", "2024-01-01T00:00:00"})
    void what_is_no_instant_is_refused(String text) {
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void images_without_a_sensible_time_are_of_the_epoch() {
        assertThat(Times.created("")).isEqualTo(Instant.EPOCH);
        assertThat(Times.created("nonsense")).isEqualTo(Instant.EPOCH);
        assertThat(Times.created("2026-01-01T01:00:00+01:00")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
}

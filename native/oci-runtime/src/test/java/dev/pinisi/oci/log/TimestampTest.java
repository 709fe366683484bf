package dev.pinisi.oci.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimestampTest {
    @Test
    void times_are_written_as_the_standard_says() {
        assertThat(Timestamp.of(0, 0)).isEqualTo("1970-01-01T00:00:00.000000000Z");
        assertThat(Timestamp.of(951_782_399, 5)).isEqualTo("2000-02-28T23:59:59.000000005Z");
    }

    @Test
    void every_day_of_two_centuries_agrees_with_the_library() {
        Instant day = Instant.parse("1950-01-01T12:34:56.123456789Z");
        for (int i = 0; i < 73_000; i++) {
            assertThat(Timestamp.of(day.getEpochSecond(), day.getNano())).isEqualTo(day.toString());
            day = day.plus(1, ChronoUnit.DAYS);
        }
    }
}

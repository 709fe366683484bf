package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Test
    void instants_come_back_as_they_were_written() {
        Random random = new Random(7);
        for (int round = 0; round < 5000; round++) {
            Instant second = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
            Instant instant = second.plusNanos(round % 3 == 0 ? 0 : random.nextInt(1_000_000_000));
            assertThat(Times.created(instant.toString())).isEqualTo(instant);
        }
        Instant exact = Instant.parse("2026-11-22T22:25:20.109045555Z");
        assertThat(Times.ofNanos(Times.nanos(exact))).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29T23:59:59Z", "2000-03-01T00:00:00.5Z", "1970-01-01T00:00:00.000000001Z"})
    void edges_of_the_calendar_are_read(String text) {
        assertThat(Times.created(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "2024-13-01T00:00:00Z", "2024-01-01T00:00:00.-5Z", "2024-01-01T00:00:00"})
    void what_is_no_time_is_the_epoch(String text) {
        assertThat(Times.created(text)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void times_are_written_without_zeros_at_the_end() {
        assertThat(Times.text(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(Times.text(Instant.parse("2024-02-29T23:59:59.024202820Z")))
                .isEqualTo("2024-02-29T23:59:59.02420282Z");
        assertThat(Times.text(Instant.parse("1969-12-31T00:00:00.1Z"))).isEqualTo("1969-12-31T00:00:00.1Z");
    }

    @Test
    void other_offsets_are_read() {
        assertThat(Times.created("2026-01-01T01:00:00+01:00")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
}

package dev.pinisi.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointInTimeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T00:00:00Z,2026-01-02T00:00:00Z",
        "2026-01-02T00:00:00.5+01:00,2026-01-01T23:00:00.500Z",
        "1767366245,2026-01-02T15:04:05Z",
        "1767366245.25,2026-01-02T15:04:05.250Z",
        "10m,2026-01-02T02:54:05Z",
        "1h4m5s,2026-01-02T02:00:00Z",
    })
    void moments_are_absolute_or_back_from_now(String text, Instant expected) {
        assertThat(PointInTime.parse("--since", text, NOW)).isEqualTo(expected);
    }

    @Test
    void what_is_none_is_refused_with_examples() {
        assertThatThrownBy(() -> PointInTime.parse("--since", "yesterday", NOW))
                .hasMessageStartingWith("--since yesterday: must be a time such as");
        assertThatThrownBy(() -> PointInTime.parse("--until", "2026-13-01T00:00:00Z", NOW))
                .hasMessageStartingWith("--until 2026-13");
    }
}

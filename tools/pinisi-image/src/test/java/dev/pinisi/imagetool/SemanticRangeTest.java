package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constraints as Masterminds/semver documents them. */
class SemanticRangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            >=3.12.0        | 3.12.0 v3.13 4      | 3.11.9 latest 3.12.0-rc1
            >=1.2, <2       | 1.2.0 1.9.9         | 1.1.9 2.0.0
            >=1.2 <2        | 1.2.0 1.9.9         | 1.1.9 2.0.0
            1.2 - 1.4.5     | 1.2.0 1.4.5         | 1.1.9 1.4.6
            1.x             | 1.0.0 1.9           | 2.0.0
            *               | 0.1 9.9.9           | 1.0.0-beta
            ~1.2.3          | 1.2.3 1.2.9         | 1.2.2 1.3.0
            ~1              | 1.0.0 1.9.0         | 2.0.0
            ^1.2.3          | 1.2.3 1.9.0         | 1.2.2 2.0.0
            ^0.2.3          | 0.2.3 0.2.9         | 0.3.0
            ^0.0.3          | 0.0.3               | 0.0.4
            <=1.2           | 1.2.9 1.0.0         | 1.3.0
            >1.2            | 1.3.0               | 1.2.5
            >11.1.5         | 11.1.6              | 11.1.5
            !=1.2.3         | 1.2.4               | 1.2.3
            '1.2 || >=3'    | 1.2.7 3.0.0         | 1.3.0 2.0.0
            >=1.0.0-beta    | 1.0.0-beta 1.0.0-rc.1 1.0.0 | 1.0.0-alpha
            """)
    void versionsAreWithinOrNot(String range, String within, String without) {
        SemanticRange wanted = SemanticRange.parse(range);
        assertThat(within.split(" ")).allMatch(wanted::accepts);
        assertThat(without.split(" ")).noneMatch(wanted::accepts);
    }

    @Test
    void preReleasesAreOrderedByTheirParts() {
        assertThat("1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0".split(" "))
                .isSortedAccordingTo((a, b) -> SemanticVersion.parse(a)
                        .orElseThrow()
                        .compareTo(SemanticVersion.parse(b).orElseThrow()));
    }

    @Test
    void nonsenseIsRefused() {
        for (String text : new String[] {"", "latest", ">=1 and more", ">>1", "1.2 ||"}) {
            assertThatThrownBy(() -> SemanticRange.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IdMappingsTest {
    private static final FileStatus FILE = new FileStatus(0100644, 100005, 200001, 0, 0, 1, 1, 1, 0, 0, 0, 0);

    private final IdMappings mappings = new IdMappings(
            List.of(new IdMappings.Range(0, 100000, 10), new IdMappings.Range(10, 300000, 5)),
            List.of(new IdMappings.Range(0, 200000, 10)));

    @Test
    void ids_go_both_ways_by_their_range() {
        assertThat(mappings.hostUser(5)).hasValue(100005);
        assertThat(mappings.hostUser(14)).hasValue(300004);
        assertThat(mappings.hostUser(15)).isEqualTo(OptionalInt.empty());
        assertThat(mappings.hostGroup(10)).isEqualTo(OptionalInt.empty());
        assertThat(mappings.inContainer(FILE).uid()).isEqualTo(5);
        assertThat(mappings.inContainer(FILE).gid()).isEqualTo(1);
    }

    @Test
    void what_is_not_mapped_shows_as_nobody() {
        assertThat(mappings.inContainer(FILE.withOwner(7, 200010)).uid()).isEqualTo(IdMappings.OVERFLOW);
        assertThat(mappings.inContainer(FILE.withOwner(7, 200010)).gid()).isEqualTo(IdMappings.OVERFLOW);
    }

    @Test
    void without_mappings_all_stays() {
        assertThat(IdMappings.NONE.hostUser(-1)).hasValue(-1);
        assertThat(IdMappings.NONE.inContainer(FILE)).isSameAs(FILE);
    }

    @Test
    void numbers_are_unsigned() {
        assertThat(new IdMappings.Range(0, -2, 1)).hasToString("0 4294967294 1");
        assertThatThrownBy(() -> new IdMappings.Range(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}

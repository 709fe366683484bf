package dev.pinisi.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSizeTest {
    @ParameterizedTest
    @CsvSource({"0,0", "4096,4096", "1b,1", "10k,10240", "10K,10240", "1kb,1024", "1.5MiB,1572864", "10G,10737418240"})
    void units_are_powers_of_1024(String text, long bytes) {
        assertThat(StorageSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "1.2.3", "-1", "10x", "10gg", "9999999999P"})
    void what_is_no_size_is_refused(String text) {
        assertThatThrownBy(() -> StorageSize.parse(text)).hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void a_space_may_stand_before_the_unit() {
        assertThat(StorageSize.parse("2 m")).isEqualTo(2 << 20);
    }
}

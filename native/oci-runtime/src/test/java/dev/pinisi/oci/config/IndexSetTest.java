package dev.pinisi.oci.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexSetTest {
    @Test
    void each_number_is_a_bit_in_words_of_64() {
        assertThat(IndexSet.mask("0-3,7")).containsExactly(0x8f, 0, 0, 0, 0, 0, 0, 0);
        assertThat(IndexSet.mask("64")).hasSize(16).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(IndexSet.mask("8191")).hasSize(1024).endsWith(0x80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,", "-", "-1", "1-", "2-1", "a", "1 2", "8192", "99999999999", "0-8192"})
    void what_is_no_list_has_no_mask(String text) {
        assertThat(IndexSet.mask(text)).isEmpty();
    }
}

package dev.pinisi.oci.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageTest {
    private static Answer read(byte[] bytes) {
        return new Answer(bytes, 0, bytes.length);
    }

    @Test
    void fields_are_written_as_the_format_says() {
        byte[] bytes = new Message()
                .number(1, 300)
                .text(2, "ab")
                .flag(3, true)
                .flag(4, false)
                .bytes();

        assertThat(bytes).containsExactly(0x08, 0xac, 0x02, 0x12, 0x02, 'a', 'b', 0x18, 0x01);
    }

    @Test
    void what_is_written_can_be_read() {
        String text = "é".repeat(2000);
        Message inner = new Message().number(1, -1).text(20, text);
        Answer answer =
                read(new Message().number(1, Long.MAX_VALUE).message(5, inner).bytes());

        assertThat(answer.number(1, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(answer.message(5).number(1, 0)).isEqualTo(-1);
        assertThat(answer.message(5).text(20)).isEqualTo(text);
    }

    @Test
    void what_is_absent_has_a_fallback() {
        Answer answer = read(new byte[0]);

        assertThat(answer.number(1, 7)).isEqualTo(7);
        assertThat(answer.flag(2)).isFalse();
        assertThat(answer.text(3)).isEmpty();
        assertThat(answer.message(4).number(1, 9)).isEqualTo(9);
    }

    @Test
    void the_last_of_repeated_fields_counts_and_others_are_passed_over() {
        byte[] bytes = {0x08, 1, 0x08, 2, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0x1d, 0, 0, 0, 0};

        assertThat(read(bytes).number(1, 0)).isEqualTo(2);
    }

    @Test
    void what_is_cut_off_or_no_message_is_an_error() {
        byte[][] wrong = {{0x08}, {0x0a, 5, 'a'}, {0x0b}, {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, {0x6f, 0x6c}};
        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(CheckpointException.class);
        }
    }
}

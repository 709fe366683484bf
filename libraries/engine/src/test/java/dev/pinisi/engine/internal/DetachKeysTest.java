package dev.pinisi.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
    private static String filter(DetachKeys keys, String input) {
        byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
        return new String(keys.filter(bytes, bytes.length), StandardCharsets.ISO_8859_1);
    }

    @Test
    void the_keys_detach_and_are_not_sent() {
        DetachKeys keys = new DetachKeys("ctrl-p,ctrl-q");
        assertThat(filter(keys, "ls\n")).isEqualTo("ls\n");
        assertThat(filter(keys, "x\u0010")).isEqualTo("x");
        assertThat(keys.complete()).isFalse();
        assertThat(filter(keys, "\u0011rest")).isEmpty();
        assertThat(keys.complete()).isTrue();
    }

    @Test
    void a_beginning_that_goes_on_otherwise_is_sent() {
        DetachKeys keys = new DetachKeys("ctrl-p,ctrl-q");
        assertThat(filter(keys, "\u0010a")).isEqualTo("\u0010a");
        assertThat(filter(keys, "\u0010\u0010\u0011")).isEqualTo("\u0010");
        assertThat(keys.complete()).isTrue();
    }

    @Test
    void without_keys_nothing_detaches() {
        DetachKeys keys = new DetachKeys("");
        assertThat(filter(keys, "\u0010\u0011")).isEqualTo("\u0010\u0011");
        assertThat(keys.complete()).isFalse();
    }

    @Test
    void letters_and_brackets_are_keys_too() {
        DetachKeys keys = new DetachKeys("a,ctrl-[");
        assertThat(filter(keys, "a\u001b")).isEmpty();
        assertThat(keys.complete()).isTrue();
    }

    @Test
    void what_is_no_key_is_refused() {
        assertThatThrownBy(() -> new DetachKeys("ctrl-pp")).hasMessageStartingWith("--detach-keys ctrl-pp: must be");
    }
}

package dev.pinisi.oci.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTest {
    @Test
    void control_characters_are_shown_instead_of_sent() {
        assertThat(Log.visible("a\nb\u001b[2J\u007f")).isEqualTo("a\\x0ab\\x1b[2J\\x7f");
        assertThat(Log.visible("pläin \uD83D\uDE80")).isEqualTo("pläin \uD83D\uDE80");
    }
}

package dev.pinisi.oci.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BusMessageTest {
    /** Answered by systemd 252 as it is. */
    private static final String SUBSCRIBE =
            "l\1\0\1\0\0\0\0\1\0\0\0\u0092\0\0\0\1\1o\0\31\0\0\0/org/freedesktop/systemd1"
                    + "\0\0\0\0\0\0\0\6\1s\0\30\0\0\0org.freedesktop.systemd1\0\0\0\0\0\0\0\0\2\1s\0 \0\0\0"
                    + "org.freedesktop.systemd1.Manager\0\0\0\0\0\0\0\0\3\1s\0\t\0\0\0Subscribe\0\0\0\0\0\0\0";

    /** Written by systemd 252. */
    private static final String NO_SUCH_UNIT = "l\3\1\1&\0\0\0\2\0\0\0g\0\0\0\5\1u\0\2\0\0\0"
            + "\4\1s\0#\0\0\0org.freedesktop.systemd1.NoSuchUnit\0\0\0\0\0\7\1s\0\30\0\0\0org.freedesktop.systemd1\0"
            + "\0\0\0\0\0\0\0\10\1g\0\1s\0\0!\0\0\0Unit pinisi-sd1.scope not loaded.\0";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_call_is_what_systemd_understands() {
        byte[] call = BusMessage.call(
                1,
                "org.freedesktop.systemd1",
                "/org/freedesktop/systemd1",
                "org.freedesktop.systemd1.Manager",
                "Subscribe",
                "",
                new byte[0]);
        assertThat(call).isEqualTo(bytes(SUBSCRIBE));
    }

    @Test
    void an_error_of_systemd_is_understood() {
        byte[] error = bytes(NO_SUCH_UNIT);
        byte[] fixed = java.util.Arrays.copyOf(error, BusMessage.FIXED);
        assertThat(BusMessage.FIXED + BusMessage.rest(fixed)).isEqualTo(error.length);
        BusMessage message = BusMessage.read(error);
        assertThat(message.type()).isEqualTo(BusMessage.ERROR);
        assertThat(message.replyTo()).isEqualTo(2);
        assertThat(message.error()).isEqualTo("org.freedesktop.systemd1.NoSuchUnit");
        assertThat(message.signature()).isEqualTo("s");
        assertThat(message.reader().string()).isEqualTo("Unit pinisi-sd1.scope not loaded.");
    }

    @Test
    void a_message_cut_anywhere_is_an_error_and_no_more() {
        byte[] error = bytes(NO_SUCH_UNIT);
        for (int length = BusMessage.FIXED; length < error.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(error, length);
            assertThatThrownBy(() -> BusMessage.read(cut).reader().string())
                    .as("%s bytes", cut.length)
                    .isInstanceOf(BusException.class);
        }
    }

    @Test
    void a_message_of_no_bounds_is_refused() {
        byte[] fixed = bytes("l\2\1\1\u00ff\u00ff\u00ff\u00ff\1\0\0\0\0\0\0\0");
        assertThatThrownBy(() -> BusMessage.rest(fixed)).isInstanceOf(BusException.class);
    }
}

package dev.pinisi.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void text_arrives_in_order_whatever_its_length() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output out = new Output(bytes);
        StringBuilder expected = new StringBuilder();
        for (int length : new int[] {1, 200, 8192, 3, 8191, 20_000, 5}) {
            String text = "é".repeat(length);
            out.println(text);
            expected.append(text).append('\n');
        }
        out.flush();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void nothing_is_written_before_a_flush() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output out = new Output(bytes);
        out.print("x");
        assertThat(bytes.size()).isZero();
        out.flush();
        assertThat(bytes.size()).isEqualTo(1);
    }

    @Test
    void a_reader_that_is_gone_is_no_error_of_ours() {
        Output out = new Output(failing("Broken pipe"));
        out.print("x");
        assertThatThrownBy(out::flush).isInstanceOf(Output.ReaderGone.class);
    }

    @Test
    void a_full_disk_is_told() {
        Output out = new Output(failing("No space left on device"));
        out.print("x");
        assertThatThrownBy(out::flush)
                .isInstanceOf(CommandException.class)
                .hasMessage("write output: No space left on device");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}

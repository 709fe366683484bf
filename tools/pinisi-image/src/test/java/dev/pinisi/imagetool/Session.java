package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs command lines in this process. */
final class Session {
    private Session() {}

    /** What one command did. */
    record Result(int code, String out, String err) {
        Result ok() {
            assertThat(code).as(err).isZero();
            return this;
        }

        Result fails(int expected, String message) {
            assertThat(err).contains(message);
            assertThat(code).isEqualTo(expected);
            return this;
        }
    }

    static Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new ImageTool(Console.of(new Output(out), new Output(err))).run(List.of(words));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

package dev.pinisi.imagetool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.Output;
import dev.pinisi.config.ConfigPlaces;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs command lines in this process, on a machine without configuration or memory of earlier copies. */
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
        ConfigPlaces none = new ConfigPlaces(Path.of("/proc/nowhere"), Map.of(), 0);
        int code = new ImageTool(Console.of(new Output(out), new Output(err)), Optional.of(none)).run(List.of(words));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

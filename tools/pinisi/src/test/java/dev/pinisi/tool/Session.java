package dev.pinisi.tool;

import dev.pinisi.commandline.Console;
import dev.pinisi.commandline.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs command lines against a fake engine. */
final class Session {
    final FakeEngine engine = new FakeEngine();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** What one command did. */
    record Result(int code, String out, String err) {}

    Result run(String... words) {
        out.reset();
        err.reset();
        int code = new Tool(Console.of(new Output(out), new Output(err)), engine).run(List.of(words));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}

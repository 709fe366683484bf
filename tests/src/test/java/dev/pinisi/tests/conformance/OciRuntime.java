package dev.pinisi.tests.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The runtime under test, with a directory for its state.
 *
 * @param before what stands before the program on its command line, to run it as another user
 */
public record OciRuntime(Path program, String name, Path state, List<String> before) {
    private static final int SECONDS = 30;
    private static final File NOTHING = new File("/dev/null");

    public static OciRuntime underTest(Path state) {
        String asked = System.getProperty("pinisi.runtime", System.getenv().getOrDefault("PINISI_RUNTIME", ""));
        Path program = Path.of(asked.isEmpty() ? "../native/oci-runtime/target/pinisi-oci" : asked)
                .toAbsolutePath()
                .normalize();
        return new OciRuntime(program, program.getFileName().toString(), state, List.of());
    }

    OciRuntime after(List<String> command) {
        return new OciRuntime(program, name, state, command);
    }

    public boolean lacks(Gap gap) {
        return gap.isOf(name);
    }

    /** Runs a command of the runtime and waits for it, but not for what it leaves running. */
    Result run(Path directory, List<String> arguments) {
        return execute(directory, command(arguments));
    }

    /** Starts a command of the runtime; what it says is lost. */
    Process start(List<String> arguments) {
        try {
            return new ProcessBuilder(command(arguments))
                    .redirectInput(NOTHING)
                    .redirectOutput(NOTHING)
                    .redirectError(NOTHING)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(program.toString(), "--root", state.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Files instead of pipes: a container that goes on running keeps a pipe open. */
    public static Result execute(Path directory, List<String> command) {
        try {
            Path output = Files.createTempFile(directory, "out", "");
            Path errors = Files.createTempFile(directory, "err", "");
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(NOTHING)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + SECONDS + " s: " + command);
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

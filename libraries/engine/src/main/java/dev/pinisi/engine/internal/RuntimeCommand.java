package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.linux.Child;
import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Pipe;
import dev.pinisi.linux.Spawn;
import dev.pinisi.linux.SpawnRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs the OCI runtime with runc's command line. */
final class RuntimeCommand {
    /** More than a runtime has to say. */
    private static final int MAXIMUM_OUTPUT = 64 * 1024;

    private final Path program;
    private final Path state;
    private final Spawn spawn;

    /**
     * @param state where the runtime keeps its state: its {@code --root}
     */
    RuntimeCommand(Path program, Path state, Spawn spawn) {
        this.program = program;
        this.state = state;
        this.spawn = spawn;
    }

    Path program() {
        return program;
    }

    /** The global options, as the monitor must give them too. */
    List<String> globalArguments() {
        return List.of("--root", state.toString());
    }

    /** Lets a created container's command run. */
    void start(String id) {
        require("start", id);
    }

    /** Stops all of its processes where they are. */
    void pause(String id) {
        require("pause", id);
    }

    /** Lets them go on. */
    void resume(String id) {
        require("resume", id);
    }

    private void require(String action, String id) {
        Result result = run(List.of(action, id));
        if (result.status() != 0) {
            throw failure(action, id, result.output());
        }
    }

    /** Begins to remove what the runtime knows of a container, killing what is left of it; closing waits for the end. */
    Running delete(String id) {
        return begin(List.of("delete", "--force", id));
    }

    /** An exit status and all output. */
    private record Result(int status, String output) {}

    /** The runtime at work. */
    static final class Running implements AutoCloseable {
        private final Pipe pipe;
        private final Child child;
        private Optional<Result> result = Optional.empty();

        private Running(Pipe pipe, Child child) {
            this.pipe = pipe;
            this.child = child;
        }

        private Result await() {
            if (result.isEmpty()) {
                String output = readAll(pipe.reader());
                result = Optional.of(new Result(child.await().shellCode(), output));
            }
            return result.get();
        }

        /** Waits for the end; whether it went well. */
        boolean succeeded() {
            return await().status() == 0;
        }

        @Override
        public void close() {
            await();
            child.close();
            pipe.close();
        }
    }

    private Result run(List<String> arguments) {
        Running running = begin(arguments);
        try {
            return running.await();
        } finally {
            running.child.close();
            running.pipe.close();
        }
    }

    private Running begin(List<String> arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(program.toString());
        argv.addAll(globalArguments());
        argv.addAll(arguments);
        Pipe pipe = Pipe.open();
        int writer = pipe.writer().number();
        SpawnRequest request = SpawnRequest.of(program, argv, ChildEnvironment.get())
                .withDescriptors(Map.of(0, 0, 1, writer, 2, writer));
        try {
            Child child = spawn.start(request);
            pipe.writer().close();
            return new Running(pipe, child);
        } catch (LinuxException e) {
            pipe.close();
            throw new EngineException(
                    EngineException.Kind.RUNTIME_FAILED,
                    program.toString(),
                    "cannot run the OCI runtime " + program + ": " + e.getMessage(),
                    e);
        }
    }

    static String readAll(Descriptor reader) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        int count = reader.read(buffer, 0, buffer.length);
        while (count > 0) {
            all.write(buffer, 0, Math.min(count, MAXIMUM_OUTPUT - all.size()));
            count = reader.read(buffer, 0, buffer.length);
        }
        return all.toString(StandardCharsets.UTF_8).trim();
    }

    /**
     * The exception for what a runtime said. Runtimes have no status for a command that is not there or cannot be
     * executed, so their words decide, as they do for podman.
     */
    static EngineException failure(String action, String id, String output) {
        String words = message(output);
        String lower = words.toLowerCase(Locale.ROOT);
        EngineException.Kind kind = EngineException.Kind.RUNTIME_FAILED;
        if ((lower.contains("executable file") && lower.contains("not found"))
                || lower.contains("no such file or directory")) {
            kind = EngineException.Kind.COMMAND_NOT_FOUND;
        } else if (lower.contains("permission denied")
                || lower.contains("operation not permitted")
                || lower.contains("is a directory")
                || lower.contains("exec format error")) {
            kind = EngineException.Kind.COMMAND_NOT_EXECUTABLE;
        }
        String said = words.isEmpty() ? "the OCI runtime gave no reason" : words;
        return new EngineException(kind, id, "cannot " + action + " container " + id.substring(0, 12) + ": " + said);
    }

    /** The last line; of a log of JSON entries, which may span lines, the last one's message. */
    private static String message(String output) {
        int entry = output.startsWith("{") ? Math.max(output.lastIndexOf("\n{") + 1, 0) : -1;
        if (entry < 0) {
            return output.substring(output.lastIndexOf('\n') + 1).trim();
        }
        String text = output.substring(entry);
        try {
            return JsonCursor.of(Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .field("msg")
                    .stringOr(text);
        } catch (JsonException e) {
            return text.substring(text.lastIndexOf('\n') + 1).trim();
        }
    }
}

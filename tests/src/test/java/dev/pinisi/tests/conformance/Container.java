package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A bundle and what the runtime makes of it. */
final class Container {
    private static final long PATIENCE_NANOSECONDS = 10_000_000_000L;

    private final OciRuntime runtime;
    private final Path bundle;
    private final String id;
    private final Configuration configuration = new Configuration();

    Container(OciRuntime runtime, Path bundle, String id) {
        this.runtime = runtime;
        this.bundle = bundle;
        this.id = id;
        configuration.set("linux.cgroupsPath", "'" + cgroupsPath() + "'");
    }

    String id() {
        return id;
    }

    Path bundle() {
        return bundle;
    }

    Path rootfs() {
        return bundle.resolve("rootfs");
    }

    String cgroupsPath() {
        return "/pinisi/conformance-" + ProcessHandle.current().pid() + "/" + id;
    }

    Container set(String path, String json) {
        configuration.set(path, json);
        return this;
    }

    Container remove(String member) {
        configuration.remove(member);
        return this;
    }

    Container add(String path, String json) {
        configuration.add(path, json);
        return this;
    }

    /** What the container does; what it writes to standard output is the {@link #run}'s. */
    Container shell(String script) {
        configuration.shell(script);
        return this;
    }

    /** Any command of the runtime on this container: the id follows the options, before further arguments. */
    Result command(String... arguments) {
        return runtime.run(bundle, List.of(arguments));
    }

    /** Runs to the end. */
    Result run() {
        writeConfiguration();
        return command("run", "--bundle", bundle.toString(), id);
    }

    Result tryCreate(String... options) {
        writeConfiguration();
        List<String> arguments = new ArrayList<>(List.of("create", "--bundle", bundle.toString()));
        arguments.addAll(List.of(options));
        arguments.add(id);
        return runtime.run(bundle, arguments);
    }

    /** Creates, with a file for its output. */
    Container create(String... options) {
        assertSucceeds(tryCreate(options), "create");
        return this;
    }

    Container start() {
        assertSucceeds(command("start", id), "start");
        return this;
    }

    Result exec(String... arguments) {
        List<String> command = new ArrayList<>(List.of("exec"));
        command.addAll(List.of(arguments));
        return runtime.run(bundle, command);
    }

    Result shellIn(String script) {
        return exec(id, "sh", "-c", script);
    }

    JsonCursor state() {
        Result result = command("state", id);
        assertSucceeds(result, "state");
        return JsonCursor.parse(result.output().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    String status() {
        return state().field("status").string();
    }

    long pid() {
        return state().field("pid").longValue();
    }

    /** Waits until the container's process has ended. */
    Container awaitStopped() {
        await(() -> status().equals("stopped"), "the container to stop");
        return this;
    }

    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE_NANOSECONDS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline of waiting for " + what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    void writeConfiguration() {
        try {
            Files.write(bundle.resolve("config.json"), configuration.bytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertSucceeds(Result result, String command) {
        assertThat(result.status()).as("%s: %s", command, result.errors()).isZero();
    }
}

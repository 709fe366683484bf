package dev.pinisi.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code cut.c}, which runs pinisi and interferes with one of its changes to a host's store and run directory. */
final class Cutter {
    private static final Path SOURCE = Host.PROJECT.resolve("tests/src/test/c/cut.c");

    private final Host host;
    private final Path program;
    private final Path log;

    private Cutter(Host host) {
        this.host = host;
        this.program = host.directory.resolve("cut");
        this.log = host.directory.resolve("cut.log");
    }

    /** Compiles it. */
    static Cutter make(Host host) {
        Host.assumeProgram("cc");
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "not an x86-64 machine");
        Cutter cutter = new Cutter(host);
        host.run("cc", "-O1", "-Wall", "-Wextra", "-Werror", "-o", cutter.program.toString(), SOURCE.toString())
                .ok();
        return cutter;
    }

    /** What pinisi changes, in order: a line each, of number, process, call and paths. */
    List<String> changes(List<String> words) {
        run(List.of(), words).ok();
        return log();
    }

    /** Kills the process that is about to make the change. */
    Result kill(int change, List<String> words) {
        return run(List.of("--kill", Integer.toString(change)), words);
    }

    /** Lets the change fail. */
    Result fail(int change, int errno, List<String> words) {
        return run(List.of("--fail", Integer.toString(change), Integer.toString(errno)), words);
    }

    Result run(List<String> options, List<String> words) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--log", log.toString()));
        for (String place : List.of("root", "run")) {
            command.addAll(List.of("--below", host.directory.resolve(place).toString()));
        }
        command.addAll(options);
        command.add("--");
        command.addAll(host.pinisiCommand(words.toArray(String[]::new)));
        return host.run(command);
    }

    /** The changes of the last run, as far as it came. */
    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last change of a run that was interfered with, for messages. */
    String lastChange() {
        List<String> lines = log();
        assertThat(lines).isNotEmpty();
        return lines.getLast().replace(host.directory.toString(), "");
    }
}

package dev.pinisi.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param program the file to execute, not searched in PATH
 * @param arguments its argv, the name it is called by first
 * @param environment {@code NAME=value} each; nothing is inherited
 * @param descriptors the child's numbers and what stands behind each; all others are closed in the child
 * @param directory where it starts; empty: where this process is
 * @param newSession whether it leads a session of its own, setsid(2)
 */
public record SpawnRequest(
        Path program,
        List<String> arguments,
        List<String> environment,
        Map<Integer, Integer> descriptors,
        Optional<Path> directory,
        boolean newSession) {
    public SpawnRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        descriptors = Map.copyOf(descriptors);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("arguments start with the program's name: there are none");
        }
    }

    /** With standard input, output and error inherited, in this directory and session. */
    public static SpawnRequest of(Path program, List<String> arguments, List<String> environment) {
        return new SpawnRequest(program, arguments, environment, Map.of(0, 0, 1, 1, 2, 2), Optional.empty(), false);
    }

    public SpawnRequest withDescriptors(Map<Integer, Integer> map) {
        return new SpawnRequest(program, arguments, environment, map, directory, newSession);
    }

    public SpawnRequest withDirectory(Path start) {
        return new SpawnRequest(program, arguments, environment, descriptors, Optional.of(start), newSession);
    }

    public SpawnRequest withNewSession() {
        return new SpawnRequest(program, arguments, environment, descriptors, directory, true);
    }
}

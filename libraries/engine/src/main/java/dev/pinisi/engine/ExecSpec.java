package dev.pinisi.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run inside a running container.
 *
 * @param command the program and its arguments
 * @param env added to the container's environment
 * @param user as {@code --user} takes it; empty for the container's
 * @param workdir empty for the container's
 * @param terminal give it a terminal
 * @param stdin keep its standard input open
 * @param privileged with all capabilities
 */
public record ExecSpec(
        List<String> command,
        Map<String, String> env,
        Optional<String> user,
        Optional<String> workdir,
        boolean terminal,
        boolean stdin,
        boolean privileged) {
    public ExecSpec {
        if (command.isEmpty()) {
            throw new EngineException(
                    EngineException.Kind.INVALID_SPEC,
                    "",
                    "no command to execute was given: name one after the container");
        }
        command = List.copyOf(command);
    }

    /** A plain command. */
    public static ExecSpec of(List<String> command) {
        return new ExecSpec(command, Map.of(), Optional.empty(), Optional.empty(), false, false, false);
    }
}

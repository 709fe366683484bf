package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import java.util.List;
import java.util.Map;

/**
 * The member {@code config} of an image's configuration: how its containers start unless told otherwise.
 *
 * @param user {@code user[:group]}, names or numbers; empty for root
 * @param exposedPorts {@code 80/tcp}
 * @param environment {@code NAME=value}
 * @param volumes paths in the container
 * @param workingDirectory empty for the root directory
 * @param stopSignal empty for SIGTERM
 * @param shell Docker's shell for command strings; empty for {@code /bin/sh -c}
 */
public record ContainerDefaults(
        String user,
        List<String> exposedPorts,
        List<String> environment,
        List<String> entrypoint,
        List<String> command,
        List<String> volumes,
        String workingDirectory,
        Map<String, String> labels,
        String stopSignal,
        List<String> shell) {

    static ContainerDefaults read(JsonCursor config) {
        return new ContainerDefaults(
                config.field("User").stringOr(""),
                List.copyOf(config.field("ExposedPorts").fields().keySet()),
                config.field("Env").strings(),
                config.field("Entrypoint").strings(),
                config.field("Cmd").strings(),
                List.copyOf(config.field("Volumes").fields().keySet()),
                config.field("WorkingDir").stringOr(""),
                config.field("Labels").stringMap(),
                config.field("StopSignal").stringOr(""),
                config.field("Shell").strings());
    }
}

package dev.pinisi.tool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.commandline.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables of {@code --env} and {@code --env-file}; a name alone takes the value that it has here. */
final class Environment {
    private final Map<String, String> host;

    Environment(Map<String, String> host) {
        this.host = host;
    }

    /** All of them; files first, so that single variables win. */
    Map<String, String> read(Arguments arguments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String file : arguments.list("env-file")) {
            readFile(variables, file);
        }
        for (String variable : arguments.list("env")) {
            put(variables, variable, "--env " + variable);
        }
        return variables;
    }

    private void readFile(Map<String, String> variables, String file) {
        for (String line : lines(file)) {
            String trimmed = line.stripLeading();
            if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                put(variables, trimmed, "parsing file \"" + file + "\"");
            }
        }
    }

    private void put(Map<String, String> variables, String text, String where) {
        int equals = text.indexOf('=');
        if (equals == 0) {
            throw new CommandException(where + ": no variable name on line \"" + text + "\"");
        }
        if (equals > 0) {
            variables.put(text.substring(0, equals), text.substring(equals + 1));
        } else if (text.endsWith("*")) {
            putAllBeginning(variables, text.substring(0, text.length() - 1));
        } else if (host.containsKey(text)) {
            variables.put(text, host.getOrDefault(text, ""));
        }
    }

    private void putAllBeginning(Map<String, String> variables, String prefix) {
        for (Map.Entry<String, String> variable : new TreeMap<>(host).entrySet()) {
            if (variable.getKey().startsWith(prefix)) {
                variables.put(variable.getKey(), variable.getValue());
            }
        }
    }

    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new CommandException("parsing file: " + Failure.message(e), e);
        }
    }
}

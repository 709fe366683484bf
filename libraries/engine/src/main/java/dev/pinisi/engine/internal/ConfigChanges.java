package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The instructions of {@code --change}: those of a Containerfile that make no layer. */
final class ConfigChanges {
    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    private final ConfigDraft draft;

    private ConfigChanges(ConfigDraft draft) {
        this.draft = draft;
    }

    /**
     * Applies instructions in their order.
     *
     * @throws EngineException INVALID_SPEC, naming the one that cannot be understood
     */
    static void apply(List<String> changes, ConfigDraft draft) {
        ConfigChanges all = new ConfigChanges(draft);
        for (String change : changes) {
            all.apply(change);
        }
    }

    private void apply(String change) {
        String trimmed = change.strip();
        int end = 0;
        while (end < trimmed.length() && !Character.isWhitespace(trimmed.charAt(end)) && trimmed.charAt(end) != '=') {
            end++;
        }
        String instruction = trimmed.substring(0, end).toUpperCase(Locale.ROOT);
        // podman takes CMD=x for CMD x
        String rest = trimmed.substring(Math.min(end + 1, trimmed.length())).strip();
        if (rest.isEmpty() && !instruction.equals("CMD") && !instruction.equals("ENTRYPOINT")) {
            throw invalid(change, "an argument is missing");
        }
        switch (instruction) {
            case "CMD" -> draft.configure("Cmd", command(rest));
            case "ENTRYPOINT" -> draft.configure("Entrypoint", command(rest));
            case "ENV" -> pairs(change, rest, draft::environment);
            case "LABEL" -> pairs(change, rest, draft::label);
            case "EXPOSE" -> words(rest).forEach(port -> expose(change, port));
            case "VOLUME" ->
                strings(rest).orElseGet(() -> words(rest)).forEach(path -> draft.addToSet("Volumes", path));
            case "USER" -> draft.configure("User", rest);
            case "WORKDIR" -> workdir(rest);
            case "STOPSIGNAL" -> draft.configure("StopSignal", rest);
            case "ONBUILD" -> draft.append("OnBuild", rest);
            case "SHELL" ->
                draft.configure("Shell", strings(rest).orElseThrow(() -> invalid(change, "a JSON list is expected")));
            default -> throw invalid(change, "did not understand change instruction \"" + change + "\"");
        }
    }

    /** A JSON list is the command itself; anything else is a shell's. */
    private static List<String> command(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        Optional<List<String>> exec = strings(text);
        if (exec.isPresent()) {
            return exec.get();
        }
        List<String> command = new ArrayList<>(SHELL);
        command.add(text);
        return command;
    }

    private static Optional<List<String>> strings(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            if (!(Json.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Arr array)) {
                return Optional.empty();
            }
            List<String> strings = new ArrayList<>();
            for (Json element : array.elements()) {
                if (!(element instanceof Json.Str string)) {
                    return Optional.empty();
                }
                strings.add(string.value());
            }
            return Optional.of(strings);
        } catch (JsonException noList) {
            return Optional.empty();
        }
    }

    /** Takes a name and a value. */
    private interface Pair {
        void set(String name, String value);
    }

    /** {@code a=b c="d e"}, or the old form {@code a b c}: one name, and all the rest its value. */
    private static void pairs(String change, String text, Pair pair) {
        List<String> words = words(text);
        if (words.getFirst().indexOf('=') < 0) {
            int blank = text.indexOf(' ');
            if (blank < 0) {
                throw invalid(change, "NAME=VALUE is expected");
            }
            pair.set(text.substring(0, blank), text.substring(blank + 1).strip());
            return;
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw invalid(change, "NAME=VALUE is expected instead of \"" + word + "\"");
            }
            pair.set(word.substring(0, equals), word.substring(equals + 1));
        }
    }

    private void expose(String change, String port) {
        int slash = port.indexOf('/');
        String number = slash < 0 ? port : port.substring(0, slash);
        for (int i = 0; i < number.length(); i++) {
            if (!Character.isDigit(number.charAt(i)) && number.charAt(i) != '-') {
                throw invalid(change, "\"" + port + "\" is no port");
            }
        }
        draft.addToSet("ExposedPorts", slash < 0 ? port + "/tcp" : port);
    }

    private void workdir(String path) {
        String before = draft.configured("WorkingDir");
        Path base = Path.of(before.startsWith("/") ? before : "/");
        draft.configure("WorkingDir", base.resolve(path).normalize().toString());
    }

    /** Words as a shell separates them; quotes and backslashes are taken away. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                begun = true;
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    private static EngineException invalid(String change, String problem) {
        return new EngineException(
                EngineException.Kind.INVALID_SPEC, change, "processing change \"" + change + "\": " + problem);
    }
}

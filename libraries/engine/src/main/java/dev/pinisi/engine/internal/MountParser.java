package dev.pinisi.engine.internal;

import dev.pinisi.engine.MountSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code --volume}, {@code --mount} and {@code --tmpfs}. */
public final class MountParser {
    /** The last three are docker's for macOS and mean nothing here. */
    private static final List<String> VOLUME_OPTIONS = List.of(
            "",
            "ro",
            "rw",
            "z",
            "Z",
            "U",
            "copy",
            "nocopy",
            "bind",
            "rbind",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "exec",
            "noexec",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "unbindable",
            "runbindable",
            "cached",
            "delegated",
            "consistent");

    private MountParser() {}

    /** {@code [source:]destination[:options]}. */
    public static MountSpec volume(String text) {
        List<String> parts = split(text, ':');
        if (parts.size() > 3 || parts.contains("")) {
            throw invalid("--volume", text, "must be [SOURCE:]DESTINATION[:OPTIONS]");
        }
        if (parts.size() == 1) {
            return new MountSpec.Volume("", destination("--volume", text, parts.get(0)), List.of());
        }
        String source = parts.get(0);
        String destination = destination("--volume", text, parts.get(1));
        List<String> options = parts.size() == 3 ? volumeOptions(text, split(parts.get(2), ',')) : List.of();
        return source.startsWith("/") || source.startsWith(".")
                ? new MountSpec.Bind(absolute(source), destination, options)
                : new MountSpec.Volume(volumeName("--volume", text, source), destination, options);
    }

    private static List<String> volumeOptions(String text, List<String> options) {
        for (String option : options) {
            if (!VOLUME_OPTIONS.contains(option)) {
                throw invalid("--volume", text, "invalid option \"" + option + "\"");
            }
        }
        return options;
    }

    /** {@code destination[:options]}. */
    public static MountSpec tmpfs(String text) {
        int colon = text.indexOf(':');
        String destination = colon < 0 ? text : text.substring(0, colon);
        List<String> options = colon < 0 ? List.of() : split(text.substring(colon + 1), ',');
        return new MountSpec.Tmpfs(destination("--tmpfs", text, destination), options);
    }

    /** {@code type=…,key=value,…}. */
    public static MountSpec mount(String text) {
        String type = "volume";
        String source = "";
        String destination = "";
        List<String> options = new ArrayList<>();
        for (String field : split(text, ',')) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "" : field.substring(equals + 1);
            switch (key) {
                case "type" -> type = value;
                case "src", "source" -> source = value;
                case "dst", "destination", "target" -> destination = value;
                default -> options.add(mountOption(text, key, value));
            }
        }
        String target = destination("--mount", text, destination);
        return switch (type) {
            case "bind" -> {
                if (source.isEmpty()) {
                    throw invalid("--mount", text, "a bind mount needs source=");
                }
                yield new MountSpec.Bind(absolute(source), target, options);
            }
            case "volume" ->
                new MountSpec.Volume(source.isEmpty() ? "" : volumeName("--mount", text, source), target, options);
            case "tmpfs" -> new MountSpec.Tmpfs(target, options);
            default -> throw invalid("--mount", text, "type must be bind, volume or tmpfs");
        };
    }

    private static String mountOption(String text, String key, String value) {
        boolean on = value.isEmpty() || value.equals("true");
        return switch (key) {
            case "ro", "readonly" -> on ? "ro" : "rw";
            case "rw" -> on ? "rw" : "ro";
            case "U", "chown" -> on ? "U" : "";
            case "bind-propagation" -> value;
            case "bind-nonrecursive" -> on ? "bind" : "rbind";
            case "tmpfs-size" -> "size=" + value;
            case "tmpfs-mode" -> "mode=" + value;
            case "volume-nocopy", "nocopy" -> on ? "nocopy" : "copy";
            case "relabel", "z", "Z", "consistency" -> "";
            case "tmpcopyup",
                    "notmpcopyup",
                    "nosuid",
                    "nodev",
                    "noexec",
                    "suid",
                    "dev",
                    "exec",
                    "size",
                    "mode",
                    "uid",
                    "gid" -> value.isEmpty() ? key : key + "=" + value;
            default -> throw invalid("--mount", text, "unknown option " + key);
        };
    }

    private static String absolute(String source) {
        return Path.of(source).toAbsolutePath().normalize().toString();
    }

    private static String destination(String option, String text, String path) {
        if (!path.startsWith("/")) {
            throw invalid(option, text, "the destination must be an absolute path in the container");
        }
        String clean = clean(path);
        if (clean.equals("/")) {
            throw invalid(option, text, "the destination cannot be /");
        }
        return clean;
    }

    /** An absolute path without {@code .}, {@code ..} and slashes at the end. */
    static String clean(String path) {
        return Path.of("/").resolve(path).normalize().toString();
    }

    private static String volumeName(String option, String text, String name) {
        if (!Names.isValid(name)) {
            throw invalid(
                    option, text, "a volume's name must match [a-zA-Z0-9][a-zA-Z0-9_.-]*; a path begins with / or .");
        }
        return name;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (true) {
            int end = text.indexOf(separator, start);
            if (end < 0) {
                parts.add(text.substring(start));
                return parts;
            }
            parts.add(text.substring(start, end));
            start = end + 1;
        }
    }

    private static RuntimeException invalid(String option, String text, String problem) {
        return Invalid.option(option, text, problem);
    }
}

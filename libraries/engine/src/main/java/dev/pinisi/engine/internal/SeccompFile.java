package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A seccomp profile that the user brings, in Docker's form (with {@code archMap}, {@code includes} and {@code excludes},
 * which are resolved here) or in the runtime-spec's, which is its subset.
 */
final class SeccompFile {
    private static final List<String> RESOLVED =
            List.of("archMap", "architectures", "syscalls", "defaultErrno", "defaultErrnoRet");

    private final HostFacts host;
    private final Collection<String> capabilities;

    SeccompFile(HostFacts host, Collection<String> capabilities) {
        this.host = host;
        this.capabilities = capabilities;
    }

    /** The value of {@code linux.seccomp}, JSON text. */
    String resolve(Path file) {
        try {
            return resolve(JsonCursor.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw invalid(file, "cannot be read: " + e.getMessage(), e);
        } catch (JsonException e) {
            throw invalid(file, e.getMessage() == null ? "is not JSON" : e.getMessage(), e);
        }
    }

    private String resolve(JsonCursor profile) {
        JsonWriter out = new JsonWriter().object();
        for (Map.Entry<String, JsonCursor> member : profile.fields().entrySet()) {
            if (!RESOLVED.contains(member.getKey())) {
                out.name(member.getKey()).value(member.getValue().json());
            }
        }
        if (profile.field("defaultErrnoRet").isPresent()) {
            out.name("defaultErrnoRet").value(profile.field("defaultErrnoRet").longValue());
        }
        out.name("architectures");
        if (profile.field("architectures").isPresent()) {
            out.value(profile.field("architectures").json());
        } else {
            out.json(DefaultSeccomp.architectures(host.architecture()));
        }
        out.name("syscalls").array();
        for (JsonCursor rule : profile.field("syscalls").elements()) {
            if (applies(rule)) {
                rule(out, rule);
            }
        }
        return out.end().end().toString();
    }

    private boolean applies(JsonCursor rule) {
        JsonCursor includes = rule.field("includes");
        JsonCursor excludes = rule.field("excludes");
        List<String> architectures = includes.field("arches").strings();
        if (!capabilities.containsAll(includes.field("caps").strings())
                || (!architectures.isEmpty() && !architectures.contains(host.architecture()))
                || !isKernel(includes.field("minKernel").stringOr("0.0"))) {
            return false;
        }
        for (String capability : excludes.field("caps").strings()) {
            if (capabilities.contains(capability)) {
                return false;
            }
        }
        return !excludes.field("arches").strings().contains(host.architecture());
    }

    private boolean isKernel(String minimum) {
        int dot = minimum.indexOf('.');
        int major = Integer.parseInt(dot < 0 ? minimum : minimum.substring(0, dot));
        int minor = dot < 0 ? 0 : Integer.parseInt(minimum.substring(dot + 1));
        return host.kernelMajor() > major || (host.kernelMajor() == major && host.kernelMinor() >= minor);
    }

    private static void rule(JsonWriter out, JsonCursor rule) {
        out.object().name("names");
        if (rule.field("names").isPresent()) {
            out.value(rule.field("names").json());
        } else {
            out.value(List.of(rule.field("name").string()));
        }
        out.name("action").value(rule.field("action").string());
        copy(out, rule, "errnoRet");
        copy(out, rule, "args");
        out.end();
    }

    private static void copy(JsonWriter out, JsonCursor from, String name) {
        Json value = from.field(name).json();
        boolean empty = value instanceof Json.Null
                || (value instanceof Json.Arr array && array.elements().isEmpty());
        if (!empty) {
            out.name(name).value(value);
        }
    }

    private static EngineException invalid(Path file, String problem, Exception cause) {
        return new EngineException(
                EngineException.Kind.INVALID_SPEC,
                file.toString(),
                "--security-opt seccomp=" + file + ": " + problem,
                cause);
    }
}

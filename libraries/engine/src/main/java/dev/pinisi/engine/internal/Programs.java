package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.EngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the programs that the engine starts: in the distribution's {@code libexec}, then in PATH. */
final class Programs {
    private final EngineOptions options;

    Programs(EngineOptions options) {
        this.options = options;
    }

    /** The OCI runtime. */
    Path runtime() {
        return runtime(options.runtime());
    }

    /** The OCI runtime of that name or path; the default one if empty. */
    Path runtime(String nameOrPath) {
        String name = nameOrPath.isEmpty() ? "pinisi-oci" : nameOrPath;
        return find(name).orElseThrow(() -> missing(name, "OCI runtime", "--runtime"));
    }

    /** The monitor. */
    Path monitor() {
        String name = options.monitor().isEmpty() ? "pinisi-monitor" : options.monitor();
        return find(name).orElseThrow(() -> missing(name, "monitor", "--monitor"));
    }

    /** The command that the monitor runs when a container ends; empty if it is nowhere. */
    Optional<Path> launcher() {
        if (!options.home().isEmpty()) {
            Path path = Path.of(options.home(), "bin", "pinisi");
            if (Files.isExecutable(path)) {
                return Optional.of(path);
            }
        }
        return inPath("pinisi");
    }

    /** The init of that name or path. */
    Path init(String nameOrPath) {
        return find(nameOrPath).orElseThrow(() -> missing(nameOrPath, "init", "--init-path"));
    }

    Optional<Path> find(String nameOrPath) {
        if (nameOrPath.indexOf('/') >= 0) {
            Path path = Path.of(nameOrPath).toAbsolutePath().normalize();
            return Files.isExecutable(path) ? Optional.of(path) : Optional.empty();
        }
        if (!options.home().isEmpty()) {
            Path path = Path.of(options.home(), "libexec", nameOrPath);
            if (Files.isExecutable(path)) {
                return Optional.of(path);
            }
        }
        return inPath(nameOrPath);
    }

    private static Optional<Path> inPath(String name) {
        String path = System.getenv("PATH");
        String directories = path == null ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" : path;
        int start = 0;
        while (start <= directories.length()) {
            int colon = directories.indexOf(':', start);
            int end = colon < 0 ? directories.length() : colon;
            Path candidate = Path.of(directories.substring(start, end), name);
            if (end > start && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static EngineException missing(String name, String role, String option) {
        return new EngineException(
                EngineException.Kind.NO_SUCH_PROGRAM,
                name,
                "the " + role + " " + name + " is not there: install it, or name another with " + option);
    }
}

package dev.pinisi.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where this user's configuration files are.
 *
 * @param root the directory that stands for {@code /}; another one in tests
 * @param environment the process's environment
 * @param uid the user's ID
 */
public record ConfigPlaces(Path root, Map<String, String> environment, int uid) {

    /** The places of this process. */
    public static ConfigPlaces ofThisProcess() {
        return new ConfigPlaces(Path.of("/"), System.getenv(), ownUid());
    }

    /** The variable's value; empty counts as unset. */
    public Optional<String> variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A file named by a variable. */
    public Optional<Path> file(String variable) {
        Optional<String> value = variable(variable);
        return value.isPresent() ? Optional.of(Path.of(value.get())) : Optional.empty();
    }

    /** {@code $HOME}, or root's. */
    public Path home() {
        Optional<Path> home = file("HOME");
        return home.isPresent() ? home.get() : root.resolve("root");
    }

    /** {@code $XDG_CONFIG_HOME} or {@code ~/.config}. */
    public Path configHome() {
        Optional<Path> home = file("XDG_CONFIG_HOME");
        return home.isPresent() ? home.get() : home().resolve(".config");
    }

    /** A file below {@code /etc/containers}. */
    public Path etc(String name) {
        return root.resolve("etc/containers").resolve(name);
    }

    /** A file below {@code /usr/share/containers}. */
    public Path shipped(String name) {
        return root.resolve("usr/share/containers").resolve(name);
    }

    /** A file below {@code ~/.config/containers}. */
    public Path user(String name) {
        return configHome().resolve("containers").resolve(name);
    }

    /** The file of short names that were resolved by asking the user. */
    public Path shortNameCache() {
        if (uid == 0) {
            return root.resolve("var/cache/containers/short-name-aliases.conf");
        }
        Optional<Path> cache = file("XDG_CACHE_HOME");
        Path directory = cache.isPresent() ? cache.get() : home().resolve(".cache");
        return directory.resolve("containers/short-name-aliases.conf");
    }

    /** {@code $XDG_RUNTIME_DIR/containers}, or {@code /run/containers/UID}. */
    public Path runtime() {
        Optional<Path> runtime = file("XDG_RUNTIME_DIR");
        return runtime.isPresent()
                ? runtime.get().resolve("containers")
                : root.resolve("run/containers").resolve(Integer.toString(uid));
    }

    private static int ownUid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid ? uid : 0;
        } catch (IOException | UnsupportedOperationException e) {
            return 0;
        }
    }
}

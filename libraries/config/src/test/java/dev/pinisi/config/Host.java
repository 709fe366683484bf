package dev.pinisi.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A host of its own below a directory, for tests. */
final class Host {
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    Host(Path root) {
        this.root = root;
        environment.put("HOME", root.resolve("home/me").toString());
        environment.put("PATH", root.resolve("bin").toString());
    }

    Host file(String path, String... lines) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    Host program(String path, String script) {
        file(path, "#!/bin/sh", script);
        assert root.resolve(path).toFile().setExecutable(true);
        return this;
    }

    Host variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    String path(String path) {
        return root.resolve(path).toString();
    }

    ConfigPlaces places() {
        return new ConfigPlaces(root, environment, 1000);
    }
}

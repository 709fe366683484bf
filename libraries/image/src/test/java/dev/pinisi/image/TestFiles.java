package dev.pinisi.image;

import dev.pinisi.config.ConfigPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trees of files that tests leave, and a machine without any. */
final class TestFiles {
    /** How registries are talked to where no file says. */
    static final RegistryOptions UNCONFIGURED =
            RegistryOptions.of(new ConfigPlaces(Path.of("/proc/nowhere"), Map.of(), 0));

    private TestFiles() {}

    static void deleteTree(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(root)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}

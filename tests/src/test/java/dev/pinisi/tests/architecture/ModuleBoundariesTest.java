package dev.pinisi.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arrows point down only: which of our modules may know which. */
class ModuleBoundariesTest {
    private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
    private static final String OURS = "dev.pinisi.";

    private static final Set<String> BASE = Set.of("json", "linux");
    private static final Set<String> DOCUMENTS = Set.of("json", "linux", "spec", "config");

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("json", Set.of()),
            Map.entry("linux", Set.of()),
            Map.entry("spec", BASE),
            Map.entry("config", BASE),
            Map.entry("image", DOCUMENTS),
            // only for the interfaces of dev.pinisi.image.spi, which it implements
            Map.entry("storage", Set.of("json", "linux", "spec", "config", "image")),
            Map.entry("network", BASE),
            Map.entry("engine", Set.of("json", "linux", "spec", "config", "image", "storage", "network")),
            Map.entry("oci", Set.of("json")),
            Map.entry("commandline", BASE),
            Map.entry("imagetool", Set.of("commandline", "json", "linux", "spec", "config", "image", "storage")),
            Map.entry(
                    "tool",
                    Set.of("commandline", "engine", "json", "linux", "spec", "config", "image", "storage", "network")));

    @Test
    void everyModuleKnowsOnlyTheOnesBelowIt() throws IOException {
        Map<String, Set<String>> actual = modules();
        assertThat(actual).as("modules found under %s", ROOT).hasSizeGreaterThanOrEqualTo(9);
        actual.forEach((module, required) -> assertThat(ALLOWED.get(module))
                .as("what %s may require (a new module is added to the table of this test)", module)
                .isNotNull()
                .containsAll(required));
    }

    private static Map<String, Set<String>> modules() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        try (Stream<Path> files =
                Files.find(ROOT, 6, (path, facts) -> path.endsWith("target/classes/module-info.class"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try (InputStream in = Files.newInputStream(file)) {
                    ModuleDescriptor module = ModuleDescriptor.read(in);
                    Set<String> required = new TreeSet<>();
                    for (Requires requires : module.requires()) {
                        if (requires.name().startsWith(OURS)) {
                            required.add(requires.name().substring(OURS.length()));
                        }
                    }
                    modules.put(module.name().substring(OURS.length()), required);
                }
            }
        }
        return modules;
    }
}

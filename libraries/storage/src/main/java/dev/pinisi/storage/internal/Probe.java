package dev.pinisi.storage.internal;

import dev.pinisi.linux.IdMappings;
import dev.pinisi.storage.spi.Driver.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A small root file system to try a driver out with. */
final class Probe {
    /** Claims are searched for these after a crash, to unmount them. */
    static final String KIND = "probe";

    private static final String TARGET = "merged";
    private static final String FILE = "file";

    private Probe() {}

    static Path target(Path scratch) {
        return scratch.resolve(TARGET);
    }

    static Parts parts(Path scratch, List<String> options) {
        List<Path> layers = List.of(scratch.resolve("lower"));
        return new Parts(layers, Optional.empty(), scratch, List.copyOf(options), true, IdMappings.NONE, 0);
    }

    static void prepare(Parts parts, Path target) throws IOException {
        for (Path directory : List.of(parts.layers().getFirst(), parts.upper(), parts.work(), target)) {
            SmallFiles.makeDirectories(directory);
        }
        Files.write(parts.layers().getFirst().resolve(FILE), new byte[0]);
    }

    /** Some file systems below can be mounted over, but not changed. */
    static void change(Path target) throws IOException {
        Files.delete(target.resolve(FILE));
        Files.createDirectory(target.resolve(FILE));
    }
}

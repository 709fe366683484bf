package dev.pinisi.storage.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names in a directory. By java.io: the streams of java.nio make a cold JVM generate classes. */
final class Listing {
    private Listing() {}

    /** All names, in no order; none if the directory is gone or is none. */
    static List<String> of(Path directory) {
        String[] names = directory.toFile().list();
        if (names == null && Files.isDirectory(directory)) {
            throw Failures.io("list", directory, new IOException("it cannot be read"));
        }
        return names == null ? List.of() : List.of(names);
    }
}

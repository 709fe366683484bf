package dev.pinisi.storage.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the host's mounts are. */
final class FileSystems {
    private FileSystems() {}

    /** The type of the file system that a path is on: {@code ext4}; {@code unknown} if nobody says. */
    static String type(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}

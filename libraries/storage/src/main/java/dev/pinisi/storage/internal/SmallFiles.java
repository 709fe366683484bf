package dev.pinisi.storage.internal;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** The store's own small files. A reader meets them whole, or not at all when their object is being removed. */
final class SmallFiles {
    private SmallFiles() {}

    /** The bytes; nothing if there is no such file. */
    static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("read", file, e);
        }
    }

    /** The document; nothing if there is none, or if a power cut left it without content. */
    static Optional<JsonCursor> readJson(Path file) {
        Optional<byte[]> bytes = read(file);
        try {
            return bytes.isPresent() ? Optional.of(JsonCursor.parse(bytes.get())) : Optional.empty();
        } catch (JsonException damaged) {
            return Optional.empty();
        }
    }

    /** Writes a file that nobody sees yet. */
    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw Failures.io("write", file, e);
        }
    }

    static void makeDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw Failures.io("create the directory", directory, e);
        }
    }
}

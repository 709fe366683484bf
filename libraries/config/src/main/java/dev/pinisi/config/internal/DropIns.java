package dev.pinisi.config.internal;

import dev.pinisi.config.ConfigException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Directories whose files make up one configuration. */
public final class DropIns {
    private DropIns() {}

    /**
     * The files of a directory, by name; none if there is no such directory.
     *
     * @param glob which of them
     * @throws ConfigException if the directory cannot be listed
     */
    public static List<Path> list(Path directory, String glob) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            for (Path entry : entries) {
                files.add(entry);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new ConfigException(directory.toString(), "cannot be listed: " + e.getMessage());
        }
        files.sort(null);
        return files;
    }
}

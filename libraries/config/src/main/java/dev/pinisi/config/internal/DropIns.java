package dev.pinisi.config.internal;

import dev.pinisi.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Directories whose files make up one configuration. */
public final class DropIns {
    private DropIns() {}

    /**
     * The files of a directory, by name; none if there is no such directory.
     *
     * @param ending of the names of those wanted
     * @throws ConfigException if the directory cannot be listed
     */
    public static List<Path> list(Path directory, String ending) {
        // not a directory stream of java.nio, whose patterns are regular expressions: this is on the way of every
        // command
        String[] names = directory.toFile().list();
        if (names == null) {
            if (Files.isDirectory(directory)) {
                throw new ConfigException(directory.toString(), "cannot be listed");
            }
            return List.of();
        }
        Arrays.sort(names);
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(ending)) {
                files.add(directory.resolve(name));
            }
        }
        return files;
    }
}

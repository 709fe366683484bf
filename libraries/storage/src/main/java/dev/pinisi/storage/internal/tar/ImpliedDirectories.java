package dev.pinisi.storage.internal.tar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directories of a layer that have no entry of their own: the archive only names files in them. In an image they
 * have the attributes that a layer below gives them, which overlayfs cannot know. Paths are strings here whose
 * characters are bytes.
 */
public final class ImpliedDirectories {
    private static final String FILE = "implied-directories";

    private final Set<String> paths = new TreeSet<>();

    void add(List<byte[]> parents, byte[] name) {
        paths.add(join(parents, name));
    }

    /** There is an entry after all. */
    void remove(List<byte[]> parents, byte[] name) {
        if (!paths.isEmpty()) {
            paths.remove(join(parents, name));
        }
    }

    /** Keeps them with their layer; no file if there are none. */
    public void write(Path layer) throws IOException {
        if (!paths.isEmpty()) {
            Files.writeString(layer.resolve(FILE), String.join("\0", paths), StandardCharsets.ISO_8859_1);
        }
    }

    /** The paths in a layer, sorted. */
    public static Set<String> read(Path layer) {
        try {
            String all = Files.readString(layer.resolve(FILE), StandardCharsets.ISO_8859_1);
            return new TreeSet<>(List.of(all.split("\0", -1)));
        } catch (NoSuchFileException none) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String join(List<byte[]> parents, byte[] name) {
        StringBuilder path = new StringBuilder();
        for (byte[] parent : parents) {
            path.append(new String(parent, StandardCharsets.ISO_8859_1)).append('/');
        }
        return path.append(new String(name, StandardCharsets.ISO_8859_1)).toString();
    }
}

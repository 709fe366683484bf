package dev.pinisi.image.internal.files;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths in a root file system, which nothing leads out of. */
final class Paths {
    /** What begins the name of a whiteout (image-spec, layer.md). */
    static final String WHITEOUT = ".wh.";
    /** Says that nothing of lower layers is in this directory. */
    static final String OPAQUE = ".wh..wh..opq";

    private Paths() {}

    /** Without {@code /} at either end, empty parts, {@code .} and {@code ..}; empty for the root directory. */
    static String normalised(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** Where a symbolic link leads that lies at this path. */
    static String target(String path, String link) {
        return normalised(link.startsWith("/") ? link : parent(path) + "/" + link);
    }

    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String child(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** Whether the path is the directory or lies somewhere in it. */
    static boolean isWithin(String path, String directory) {
        return directory.isEmpty()
                || path.equals(directory)
                || (path.startsWith(directory) && path.charAt(directory.length()) == '/');
    }
}

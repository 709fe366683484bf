package dev.pinisi.oci.execute;

/** Slash-separated paths as text. */
final class PathNames {
    private PathNames() {}

    /** What comes before the last name: "/a" of "/a/b/", "/" of "/a". */
    static String parent(String path) {
        int end = trimmed(path);
        int slash = path.lastIndexOf('/', end - 1);
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The last name: "b" of "/a/b/". */
    static String name(String path) {
        int end = trimmed(path);
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    static String join(String directory, String path) {
        return path.isEmpty() ? directory : directory + (path.startsWith("/") ? "" : "/") + path;
    }

    private static int trimmed(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end;
    }
}

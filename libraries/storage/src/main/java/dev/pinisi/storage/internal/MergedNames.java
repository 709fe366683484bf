package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import java.util.Arrays;
import java.util.Set;

/** The names that a comparison of two directories meets. */
final class MergedNames {
    private MergedNames() {}

    /** Those of either, in the order of their bytes. */
    static Set<Name> of(Directory changed, LowerDirectory below) {
        Set<Name> names = below.names();
        for (DirectoryEntry entry : changed.list()) {
            names.add(new Name(entry.name()));
        }
        return names;
    }

    /** The path of a name in a directory; the root directory's is empty. */
    static byte[] child(byte[] directory, Name name) {
        if (directory.length == 0) {
            return name.bytes();
        }
        byte[] path = Arrays.copyOf(directory, directory.length + 1 + name.bytes().length);
        path[directory.length] = '/';
        System.arraycopy(name.bytes(), 0, path, directory.length + 1, name.bytes().length);
        return path;
    }
}

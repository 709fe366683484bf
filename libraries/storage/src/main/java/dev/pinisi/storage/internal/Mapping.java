package dev.pinisi.storage.internal;

import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.util.OptionalInt;

/** The owners that files of an image get in a container with mappings. */
final class Mapping {
    private Mapping() {}

    static int user(IdMappings mappings, FileStatus status) {
        return required(mappings.hostUser(status.uid()), "user", status.uid());
    }

    static int group(IdMappings mappings, FileStatus status) {
        return required(mappings.hostGroup(status.gid()), "group", status.gid());
    }

    private static int required(OptionalInt host, String kind, int id) {
        return host.orElseThrow(() -> new StorageException(
                Kind.INVALID,
                "map the owners of the image's files: the " + kind + " " + Integer.toUnsignedString(id)
                        + " is in none of the ranges; give more IDs"));
    }
}

package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import java.nio.file.Path;

/** An overlay's root directory has the attributes of its upper directory, so that one gets the image's. */
final class RootAttributes {
    private static final byte[] SELF = {'.'};

    private RootAttributes() {}

    static void copy(Path from, Path to) {
        copy(from, to, IdMappings.NONE);
    }

    /** The same with other owners. */
    static void copy(Path from, Path to, IdMappings mappings) {
        try (Directory source = Directory.open(from);
                Directory target = Directory.open(to)) {
            FileStatus status = source.status(SELF).orElseThrow();
            if (mappings.isNone()) {
                target.setOwner(SELF, status.uid(), status.gid());
            } else {
                target.setOwner(SELF, Mapping.user(mappings, status), Mapping.group(mappings, status));
            }
            target.setMode(SELF, status.mode() & 07777);
            target.setTime(SELF, status.seconds(), status.nanoseconds());
        }
    }

    /** Whether owner and mode are the same, those of the second as its container sees them. */
    static boolean areSame(Path one, Path other, IdMappings mappings) {
        try (Directory first = Directory.open(one);
                Directory second = Directory.open(other)) {
            FileStatus a = first.status(SELF).orElseThrow();
            FileStatus b = mappings.inContainer(second.status(SELF).orElseThrow());
            return a.mode() == b.mode() && a.uid() == b.uid() && a.gid() == b.gid();
        }
    }
}

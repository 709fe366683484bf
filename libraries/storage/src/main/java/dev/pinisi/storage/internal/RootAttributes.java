package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import java.nio.file.Path;

/** An overlay's root directory has the attributes of its upper directory, so that one gets the image's. */
final class RootAttributes {
    private static final byte[] SELF = {'.'};

    private RootAttributes() {}

    static void copy(Path from, Path to) {
        try (Directory source = Directory.open(from);
                Directory target = Directory.open(to)) {
            FileStatus status = source.status(SELF).orElseThrow();
            target.setOwner(SELF, status.uid(), status.gid());
            target.setMode(SELF, status.mode() & 07777);
            target.setTime(SELF, status.seconds(), status.nanoseconds());
        }
    }

    /** Whether owner and mode are the same. */
    static boolean areSame(Path one, Path other) {
        try (Directory first = Directory.open(one);
                Directory second = Directory.open(other)) {
            FileStatus a = first.status(SELF).orElseThrow();
            FileStatus b = second.status(SELF).orElseThrow();
            return a.mode() == b.mode() && a.uid() == b.uid() && a.gid() == b.gid();
        }
    }
}

package dev.pinisi.storage.internal;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Gives all files of a tree to their owners by mappings. */
final class OwnerShift {
    /** The attribute that a change of the owner takes away. */
    private static final byte[] CAPABILITY = "security.capability".getBytes(StandardCharsets.US_ASCII);

    private final IdMappings mappings;
    private final Set<Long> done = new HashSet<>();

    private OwnerShift(IdMappings mappings) {
        this.mappings = mappings;
    }

    static void apply(Path tree, IdMappings mappings) {
        try (Directory root = Directory.open(tree)) {
            new OwnerShift(mappings).walk(root);
        }
    }

    private void walk(Directory directory) {
        for (DirectoryEntry entry : directory.list()) {
            FileStatus status = directory.status(entry.name()).orElseThrow();
            if (status.isDirectory()) {
                try (Directory child = directory.openDirectory(entry.name())) {
                    walk(child);
                }
            }
            // a file with several names is met by each of them
            if (status.isDirectory() || status.links() == 1 || done.add(status.inode())) {
                shift(directory, entry.name(), status);
            }
        }
    }

    private void shift(Directory directory, byte[] name, FileStatus status) {
        Optional<byte[]> capability = status.isRegular() ? directory.xattr(name, CAPABILITY) : Optional.empty();
        directory.setOwner(name, Mapping.user(mappings, status), Mapping.group(mappings, status));
        if (!status.isSymlink()) {
            directory.setMode(name, status.mode() & 07777);
        }
        capability.ifPresent(value -> directory.setXattr(name, CAPABILITY, value));
    }
}

package dev.pinisi.storage.internal;

import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The format of a store, in its file {@code version}. */
final class StoreVersion {
    private static final String CURRENT = "pinisi-store 1\n";

    private StoreVersion() {}

    /** Makes a new store's directories; refuses a store of another format. */
    static void require(Layout layout) {
        Optional<byte[]> version = SmallFiles.read(layout.version());
        if (version.isEmpty()) {
            initialise(layout);
            return;
        }
        String found = new String(version.get(), StandardCharsets.UTF_8);
        if (!found.equals(CURRENT)) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    "open the store " + layout.root() + ": its format is \"" + found.strip()
                            + "\", this program knows \"" + CURRENT.strip()
                            + "\"; use the program that made it, or another place with --root");
        }
    }

    /** Whether there is a store of this format. */
    static boolean isAt(Path root) {
        Optional<byte[]> version = SmallFiles.read(root.resolve("version"));
        return version.isPresent() && new String(version.get(), StandardCharsets.UTF_8).equals(CURRENT);
    }

    /** The version is written last, so that a store with one has all its directories. */
    private static void initialise(Layout layout) {
        requireEmpty(layout);
        for (Path directory : List.of(
                layout.layers(),
                layout.images(),
                layout.names(),
                layout.containers(),
                layout.staging(),
                layout.locks())) {
            SmallFiles.makeDirectories(directory);
        }
        try (Claim claim = new Staging(layout.staging()).begin()) {
            Files.setPosixFilePermissions(layout.root(), PosixFilePermissions.fromString("rwx--x---"));
            Path draft = claim.fresh("version");
            Files.writeString(draft, CURRENT);
            link(layout.version(), draft);
        } catch (IOException e) {
            throw Failures.io("create the store", layout.root(), e);
        }
    }

    /** Appears whole or not at all; another process may have been first. */
    private static void link(Path version, Path draft) throws IOException {
        try {
            Files.createLink(version, draft);
        } catch (FileAlreadyExistsException first) {
            return;
        }
    }

    private static void requireEmpty(Layout layout) {
        for (String name : Listing.of(layout.root())) {
            Path at = layout.root().resolve(name);
            boolean foreign = name.equals("overlay-images") || name.equals("overlay-layers") || name.equals("image");
            if (foreign && Files.isDirectory(at)) {
                throw new StorageException(
                        Kind.UNSUPPORTED,
                        "create a store at " + layout.root()
                                + ": another tool's store is there; use another place with --root");
            }
        }
    }
}

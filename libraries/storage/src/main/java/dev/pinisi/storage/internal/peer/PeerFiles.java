package dev.pinisi.storage.internal.peer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.linux.Directory;
import dev.pinisi.linux.Errno;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.storage.internal.tar.FileStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The files below the root of another's store, reached through no symbolic link. */
record PeerFiles(Path root, Directory directory) implements AutoCloseable {
    private static final int MOST_BYTES = 32 << 20;

    static PeerFiles open(Path root) {
        try {
            return new PeerFiles(root, Directory.open(root));
        } catch (LinuxException e) {
            throw new ImageException(Kind.NO_PLACE, "open the store " + root + ": " + e.getMessage(), e);
        }
    }

    /** All of a small file; nothing if there is none. */
    Optional<byte[]> bytes(String path) {
        Optional<InputStream> open = stream(path);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = open.get()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw corrupt(path, "it has more than " + MOST_BYTES + " bytes");
            }
            return Optional.of(bytes);
        } catch (IOException | LinuxException e) {
            throw failed(path, e);
        }
    }

    /** A file; nothing if there is none. */
    Optional<InputStream> stream(String path) {
        try {
            OpenFile file = directory.openFileBeneath(name(path));
            if (!file.status().isRegular()) {
                file.close();
                throw corrupt(path, "it is no regular file");
            }
            return Optional.of(new FileStream(file));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw failed(path, e);
        }
    }

    /** A directory. */
    Directory tree(String path) {
        try {
            return directory.openBeneath(name(path));
        } catch (LinuxException e) {
            throw failed(path, e);
        }
    }

    private static byte[] name(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    private ImageException corrupt(String path, String problem) {
        return new ImageException(Kind.CORRUPT, "read " + root.resolve(path) + ": " + problem);
    }

    private ImageException failed(String path, Exception cause) {
        return new ImageException(Kind.NO_PLACE, "read " + root.resolve(path) + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        directory.close();
    }
}

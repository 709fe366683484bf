package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryEntry;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/** Finds the digests of a layer's files by reading all of them. */
public final class TreeDigests {
    private final MessageDigest hasher = Digest.hasher("sha256");
    private final byte[] buffer = new byte[256 << 10];
    private final FileDigests digests = new FileDigests();

    private TreeDigests() {}

    /**
     * Reads a layer's tree.
     *
     * @param layer its directory
     */
    public static FileDigests of(Directory layer) {
        TreeDigests reading = new TreeDigests();
        try (Directory tree = layer.openDirectory(LayerFiles.TREE)) {
            reading.read(tree, new byte[0]);
        }
        return reading.digests;
    }

    private void read(Directory directory, byte[] path) {
        for (DirectoryEntry entry : directory.list()) {
            byte[] below = join(path, entry.name());
            if (entry.type() == FileStatus.DIRECTORY) {
                try (Directory child = directory.openDirectory(entry.name())) {
                    read(child, below);
                }
            } else if (entry.type() == FileStatus.REGULAR) {
                try (OpenFile file = directory.openFile(entry.name())) {
                    hash(file, below);
                }
            }
        }
    }

    private void hash(OpenFile file, byte[] path) {
        long size = 0;
        for (int count = file.read(0, buffer, 0, buffer.length);
                count > 0;
                count = file.read(size, buffer, 0, buffer.length)) {
            hasher.update(buffer, 0, count);
            size += count;
        }
        byte[] hash = hasher.digest();
        if (size > 0) {
            digests.add(hash, size, path);
        }
    }

    private static byte[] join(byte[] path, byte[] name) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(path.length + name.length + 1);
        joined.writeBytes(path);
        if (path.length > 0) {
            joined.write('/');
        }
        joined.writeBytes(name);
        return joined.toByteArray();
    }
}

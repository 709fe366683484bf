package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.linux.OpenFile;
import dev.pinisi.storage.ChangeVisitor;
import dev.pinisi.storage.RootFilesystem.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes changes as the archive of a layer: what is new or changed as it is, what was deleted as whiteouts (OCI
 * image-spec, layer.md).
 */
public final class DiffArchive implements ChangeVisitor {
    private static final byte[] SELF = {'.'};
    private static final int BUFFER = 64 << 10;

    private final OutputStream out;
    private final FileEntries files = new FileEntries();
    private final HeaderBytes headers = new HeaderBytes();
    private final TarEntry entry = new TarEntry();
    private final byte[] buffer = new byte[BUFFER];

    public DiffArchive(OutputStream out) {
        this.out = out;
    }

    /** The root directory itself, where it has other attributes than the image's. */
    public void root(Directory root, IdMappings mappings) throws IOException {
        entry.clear();
        if (files.describe(root, SELF, SELF, entry)) {
            FileStatus status = mappings.inContainer(root.status(SELF).orElseThrow());
            entry.uid = status.uid();
            entry.gid = status.gid();
            write(Optional.empty());
        }
    }

    @Override
    public void present(Change.Kind kind, byte[] path, Directory parent, byte[] name, FileStatus status)
            throws IOException {
        entry.clear();
        if (files.describe(parent, name, path, entry)) {
            entry.uid = status.uid();
            entry.gid = status.gid();
            write(Optional.ofNullable(files.content()));
        }
    }

    @Override
    public void deleted(byte[] path) throws IOException {
        entry.clear();
        entry.name = Whiteouts.mark(path);
        write(Optional.empty());
    }

    private void write(Optional<OpenFile> content) throws IOException {
        out.write(headers.of(entry));
        if (content.isPresent()) {
            try (OpenFile file = content.get()) {
                copy(file);
            }
            out.write(new byte[(int) (-entry.size & (TarHeader.BLOCK - 1))]);
        }
    }

    /** A file that shrinks meanwhile is filled up with zeros, so that the archive stays well-formed. */
    private void copy(OpenFile file) throws IOException {
        long position = 0;
        while (position < entry.size) {
            int wanted = (int) Math.min(BUFFER, entry.size - position);
            int count = file.read(position, buffer, 0, wanted);
            if (count < 0) {
                Arrays.fill(buffer, 0, wanted, (byte) 0);
                count = wanted;
            }
            out.write(buffer, 0, count);
            position += count;
        }
    }

    /** Ends the archive; nothing may follow. */
    public void finish() throws IOException {
        out.write(new byte[2 * TarHeader.BLOCK]);
    }
}

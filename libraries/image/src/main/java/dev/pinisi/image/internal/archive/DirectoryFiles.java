package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a directory. */
public final class DirectoryFiles implements FileSet {
    private final Path root;

    public DirectoryFiles(Path root) {
        this.root = root;
    }

    @Override
    public Optional<Entry> find(String name) {
        Path file = root.resolve(name).normalize();
        if (name.startsWith("/") || !file.startsWith(root.normalize())) {
            throw new ImageException(Kind.CORRUPT, "the name \"" + name + "\" leads out of " + root);
        }
        try {
            return Files.isRegularFile(file) ? Optional.of(new FileEntry(file, Files.size(file))) : Optional.empty();
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // nothing is held open
    }

    private record FileEntry(Path file, long size) implements Entry {
        @Override
        public InputStream open() throws IOException {
            return new FileInputStream(file.toFile());
        }
    }
}

package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The files of a tar archive, read where they are in it. */
final class TarFiles implements FileSet {
    private static final int MOST_LINKS = 16;

    private final Path archive;
    private final Map<String, TarIndex.Slot> slots;
    private final boolean delete;

    /**
     * Reads the archive's headers.
     *
     * @param delete whether the file is a temporary one, to be deleted at the end
     */
    TarFiles(Path archive, boolean delete) {
        this.archive = archive;
        this.delete = delete;
        try {
            slots = TarIndex.read(archive);
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, archive + " is not a tar archive: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Entry> find(String name) {
        String wanted = TarIndex.normalised(name);
        for (int i = 0; i < MOST_LINKS; i++) {
            TarIndex.Slot slot = slots.get(wanted);
            if (slot == null) {
                return Optional.empty();
            }
            if (slot.link().isEmpty()) {
                return Optional.of(new TarEntry(archive, slot));
            }
            wanted = slot.link();
        }
        throw new ImageException(Kind.CORRUPT, archive + ": the links at \"" + name + "\" lead in a circle");
    }

    @Override
    public void close() throws IOException {
        if (delete) {
            Files.deleteIfExists(archive);
        }
    }

    private record TarEntry(Path archive, TarIndex.Slot slot) implements Entry {
        @Override
        public long size() {
            return slot.size();
        }

        @Override
        public InputStream open() throws IOException {
            FileInputStream file = new FileInputStream(archive.toFile());
            try {
                file.getChannel().position(slot.offset());
                return new BoundedStream(file, slot.size());
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }
    }
}

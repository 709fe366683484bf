package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Files by name, in a directory or in a tar archive; read by several threads at once. */
public interface FileSet extends AutoCloseable {

    /** The longest JSON document that is read from an archive. */
    int MOST_DOCUMENT_BYTES = 16 << 20;

    /** One file. */
    interface Entry {
        /** In bytes. */
        long size();

        InputStream open() throws IOException;
    }

    /**
     * The file of that name, relative, with symbolic links followed.
     *
     * @throws ImageException if the name leads out of the set
     */
    Optional<Entry> find(String name);

    @Override
    void close() throws IOException;

    /** The document of that name. */
    default Optional<RawDocument> document(String name) {
        Optional<Entry> entry = find(name);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (entry.get().size() > MOST_DOCUMENT_BYTES) {
            throw new ImageException(
                    Kind.CORRUPT,
                    name + " has " + entry.get().size() + " bytes; at most " + MOST_DOCUMENT_BYTES + " are read");
        }
        try (InputStream in = entry.get().open()) {
            return Optional.of(RawDocument.of(in.readNBytes(MOST_DOCUMENT_BYTES)));
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, name + " cannot be read: " + e.getMessage(), e);
        }
    }
}

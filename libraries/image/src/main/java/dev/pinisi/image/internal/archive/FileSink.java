package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Takes files by name: into a directory, or one after another into a tar archive. */
public interface FileSink extends AutoCloseable {

    /** How a blob's file is called. */
    interface Naming {
        String name(Digest digest);
    }

    /** What a document becomes. */
    interface Change {
        /**
         * The new bytes.
         *
         * @param present empty if there is none
         */
        byte[] of(byte[] present);
    }

    /** Whether several files may be put at once. */
    boolean parallel();

    /** In bytes, of a file that is there; empty if there is none. */
    OptionalLong size(String name);

    /** Takes a blob; its digest is computed where it is not known. */
    Descriptor put(InputStream content, BlobSpec blob, Naming naming) throws IOException;

    /** Takes a document, in place of one of that name. */
    void put(String name, byte[] content) throws IOException;

    /**
     * Changes a document, alone among all processes.
     *
     * @param lock the name of a file that is there, which is locked meanwhile
     */
    void update(String name, String lock, Change change) throws IOException;

    /** Makes it whole and visible. */
    void finish() throws IOException;

    /** Removes, before {@link #close()}, also what would serve a next try. */
    default void discard() throws IOException {}

    /** Gives up what was not finished. */
    @Override
    void close() throws IOException;
}

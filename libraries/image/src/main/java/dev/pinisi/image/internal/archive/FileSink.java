package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.io.InputStream;

/** Takes files by name: into a directory, or one after another into a tar archive. */
public interface FileSink extends AutoCloseable {

    /**
     * Takes one file.
     *
     * @param size exactly what {@code content} gives
     */
    void put(String name, long size, InputStream content) throws IOException;

    /** Finishes; without it the place is not what was meant. */
    void finish() throws IOException;

    /** Gives up what was not finished. */
    @Override
    void close() throws IOException;
}

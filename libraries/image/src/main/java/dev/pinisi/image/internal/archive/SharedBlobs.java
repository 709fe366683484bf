package dev.pinisi.image.internal.archive;

import java.io.IOException;
import java.util.Optional;

/** A layout's files, its blobs looked for in a directory that several layouts share. */
record SharedBlobs(FileSet layout, FileSet blobs) implements FileSet {
    private static final String PREFIX = "blobs/";

    @Override
    public Optional<Entry> find(String name) {
        return name.startsWith(PREFIX) ? blobs.find(name.substring(PREFIX.length())) : layout.find(name);
    }

    @Override
    public void close() throws IOException {
        layout.close();
        blobs.close();
    }
}

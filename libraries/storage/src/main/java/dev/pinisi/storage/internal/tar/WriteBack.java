package dev.pinisi.storage.internal.tar;

import dev.pinisi.linux.OpenFile;
import java.util.ArrayDeque;

/**
 * Gets files to the disk while others are still being unpacked. They stay open meanwhile, so that at the end little is
 * left to wait for, and only for this layer's own bytes, not for whatever else the host has in its cache.
 */
final class WriteBack implements AutoCloseable {
    private static final int MOST_OPEN = 256;

    private final ArrayDeque<OpenFile> files = new ArrayDeque<>(MOST_OPEN);

    /** Takes a file over that is complete. */
    void add(OpenFile file) {
        file.startWriteBack();
        files.add(file);
        if (files.size() == MOST_OPEN) {
            await();
        }
    }

    /** Waits until the content of all files is with the disk. */
    void finish() {
        while (!files.isEmpty()) {
            await();
        }
    }

    private void await() {
        try (OpenFile oldest = files.remove()) {
            oldest.awaitWriteBack();
        }
    }

    @Override
    public void close() {
        files.forEach(OpenFile::close);
        files.clear();
    }
}

package dev.pinisi.linux;

import java.nio.charset.StandardCharsets;

/**
 * A name in a directory.
 *
 * @param name its bytes, whatever their encoding
 * @param type one of the types of {@link FileStatus}, or 0 where the file system does not say
 */
@SuppressWarnings("ArrayRecordComponent") // names are bytes; nobody compares entries
public record DirectoryEntry(byte[] name, int type) {
    public boolean isDirectory() {
        return type == FileStatus.DIRECTORY;
    }

    /** The name for a message. */
    @Override
    public String toString() {
        return new String(name, StandardCharsets.UTF_8);
    }
}

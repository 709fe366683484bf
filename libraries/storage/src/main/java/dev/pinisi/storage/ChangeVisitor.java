package dev.pinisi.storage;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.FileStatus;
import dev.pinisi.storage.RootFilesystem.Change;
import java.io.IOException;

/**
 * Is led through what a container changed: a directory comes before what is in it, names in the order of their bytes.
 * Paths are bytes, from the root directory, without a slash at the beginning.
 */
public interface ChangeVisitor {
    /**
     * Something that the image does not have, or has with other content or attributes.
     *
     * @param kind ADDED or CHANGED
     * @param parent where the file is, by its name, to be opened or to read its attributes; those of overlayfs itself
     *     ({@code trusted.overlay.*}, {@code user.overlay.*}) are none of the container's. Open only during this call
     * @param status with owners as the container sees them
     */
    void present(Change.Kind kind, byte[] path, Directory parent, byte[] name, FileStatus status) throws IOException;

    /** Something that only the image has; what is below it is not told of. */
    void deleted(byte[] path) throws IOException;
}

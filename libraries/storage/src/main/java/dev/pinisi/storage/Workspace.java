package dev.pinisi.storage;

import java.nio.file.Path;

/**
 * A private place in a store for what is being made or deleted: it goes when it is closed, or, if this process dies, with the
 * next writer. For the store's users, who keep directories of their own below its root.
 */
public interface Workspace extends AutoCloseable {
    /** A path in here that is not taken. */
    Path fresh(String kind);

    /**
     * Puts a finished tree into place: first all of it is on the disk, then the name appears.
     *
     * @return false if the place is taken; the tree stays here then
     */
    boolean publish(Path tree, Path place);

    /**
     * Moves a tree in here, so that it is gone at once, whole; it is deleted on closing.
     *
     * @return false if there is none
     */
    boolean discard(Path place);

    @Override
    void close();
}

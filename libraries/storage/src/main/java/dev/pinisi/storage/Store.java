package dev.pinisi.storage;

import dev.pinisi.storage.internal.LocalStore;
import java.util.List;

/** A store. Opening one is cheap and takes no lock; any number of processes may have it open. */
public interface Store {
    /**
     * Opens a store, making it if there is none.
     *
     * @throws StorageException UNSUPPORTED, if the store is of another version or no driver works there; IO, if it
     *     cannot be made
     */
    static Store open(StoreOptions options) {
        return LocalStore.open(options);
    }

    LayerStore layers();

    ImageStore images();

    RootFilesystems rootFilesystems();

    ImageMounts imageMounts();

    /** A new private place; the caller closes it. */
    Workspace workspace();

    /** Measures what is on the disk; looks at every file, a second for some hundred thousand of them. */
    StoreUsage usage();

    /**
     * Looks for what should not be there, and changes nothing that anybody sees.
     *
     * @param contents whether to read all layers and compare them with their archives, which takes seconds a gigabyte
     */
    List<Finding> check(boolean contents);

    /**
     * Removes what dead writers left, layers that nothing uses, names without an image, and of what a check found the
     * images that are damaged or lack a layer, unless a container is made of them. Objects in use, and what others write
     * at the moment, are safe.
     *
     * @return what was removed
     */
    List<Finding> repair(List<Finding> found);

    /** The same after a check without contents. */
    default List<Finding> repair() {
        return repair(check(false));
    }
}

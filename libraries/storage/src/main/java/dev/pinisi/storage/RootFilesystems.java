package dev.pinisi.storage;

import java.util.List;
import java.util.Optional;

/** The root file systems of containers. */
public interface RootFilesystems {
    /**
     * Makes a root file system, not mounted yet. From now on the image and its layers stay.
     *
     * @throws StorageException ALREADY_EXISTS, or NOT_FOUND if the image or a layer is gone
     */
    RootFilesystem create(RootFilesystemSpec spec);

    /** The root file system of a container. */
    Optional<RootFilesystem> find(String containerId);

    /** The IDs of all containers that have one. */
    List<String> list();

    /** Removes a container's root file system, mounted or not, whole or half-deleted; nothing if there is none. */
    void delete(String containerId);

    /** The driver that new ones are made with: {@code overlay}, {@code btrfs} or {@code vfs}. */
    String driver();

    /** Which driver that is, and why; tries all of them out. */
    DriverReport report();
}

package dev.pinisi.engine.internal;

import dev.pinisi.engine.ContainerSize;
import dev.pinisi.storage.RootFilesystem;
import dev.pinisi.storage.Store;
import java.nio.file.Path;
import java.util.Map;

/** What the engine needs of the storage library for one container's root file system. */
interface ContainerRootfs {
    /**
     * Makes it.
     *
     * @param ephemeral whether its changes may be lost by a power cut; mounting and unmounting is faster then
     * @param size the most bytes that may be written to it; 0 for the store's default
     */
    void create(String id, String imageId, boolean ephemeral, long size);

    boolean exists(String id);

    /** Mounts it; returns where. */
    Path mount(String id);

    /** The storage library's own object. */
    RootFilesystem of(String id);

    /** The store that images made of containers go to. */
    Store store();

    /** Unmounts it, unless a user holds it. What is not there is no error. */
    void unmount(String id);

    /** Unmounts and removes it. What is not there is no error. */
    void delete(String id);

    /** How much it takes up; nothing if it is not there. */
    ContainerSize size(String id);

    /** The driver's words for it, as {@code inspect} shows them. */
    Map<String, String> describe(String id);
}

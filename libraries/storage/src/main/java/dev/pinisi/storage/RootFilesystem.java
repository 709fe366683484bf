package dev.pinisi.storage;

import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The root file system of one container. Its changes survive unmounting and reboots. */
public interface RootFilesystem {
    String containerId();

    Optional<Digest> image();

    /** From the base up. */
    List<Digest> layers();

    /** Where it is when it is mounted. */
    Path path();

    /**
     * Mounts it in this process's mount namespace; nothing happens if it is mounted.
     *
     * @return {@link #path()}
     * @throws StorageException DAMAGED, naming the layer that is gone
     */
    Path mount();

    /** Unmounts it, also if programs use it still; nothing happens if it is not mounted. */
    void unmount();

    boolean isMounted();

    /** Bytes on disk of what the container changed. */
    long changedSize();

    /** What the container added, changed and deleted, sorted by path. */
    List<Change> changes();

    /**
     * Opens the changes as the archive of a layer, uncompressed: unpacked over the image, they give this root file
     * system. It is made while it is read; the same changes give the same bytes.
     */
    InputStream openDiff();

    /**
     * Leads a visitor through what the container changed. Where the driver keeps no record of that, all files are
     * compared with the image's by their attributes.
     */
    void visitChanges(ChangeVisitor visitor) throws IOException;

    /**
     * One difference from the image.
     *
     * @param path absolute, as the container sees it
     */
    record Change(Kind kind, String path) {
        /** As {@code podman diff} names them: A, C, D. */
        public enum Kind {
            ADDED,
            CHANGED,
            DELETED
        }
    }
}

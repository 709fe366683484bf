package dev.pinisi.storage;

import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Digest;
import java.util.List;
import java.util.Optional;

/** The images and their names. Lookups take no lock and wait for nobody. */
public interface ImageStore {
    /**
     * Finds what a user means: a name with or without tag, registry and path ({@code busybox} is
     * {@code localhost/busybox:latest}, else Docker Hub's, else, of the local images whose name ends so, the one that came first), a name with a
     * digest, an ID, or the beginning of one, with {@code sha256:} before it or not.
     *
     * @throws StorageException AMBIGUOUS, if it may be several
     */
    Optional<StoredImage> resolve(String nameOrId);

    /** The image with this ID. */
    Optional<StoredImage> find(Digest id);

    /** All images, the newest first. */
    List<StoredImage> list();

    /**
     * Gives an image a name, which is another image's no longer.
     *
     * @param name a full reference, normalised here: {@code x} is {@code localhost/x:latest}
     */
    void tag(Digest id, String name);

    /**
     * Takes a name away; the image stays.
     *
     * @return false if there was no such name
     */
    boolean untag(String name);

    /**
     * Removes an image with all its names, and every layer that nothing else uses.
     *
     * @return what was removed; the layers that stay have another user
     * @throws StorageException NOT_FOUND, or IN_USE with the IDs of the containers that are made of it
     */
    RemovedImage remove(Digest id);

    /** Starts to take an image in. */
    NewImage newDestination();

    /** What an image's topmost layer adds, changes and deletes of those below it, sorted by path. */
    List<RootFilesystem.Change> changes(StoredImage image);

    /**
     * Opens an image to copy it elsewhere.
     *
     * @param names those of its names that go with it
     */
    ImageSource newSource(StoredImage image, List<String> names);
}

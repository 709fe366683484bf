package dev.pinisi.engine;

import dev.pinisi.image.ProgressListener;
import dev.pinisi.json.Json;
import dev.pinisi.storage.RootFilesystem.Change;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The images of one store. Names may be short ({@code busybox}), full, ids, or unambiguous beginnings of ids. */
public interface Images {
    /**
     * Makes sure that the image is in the store, as the policy says.
     *
     * @param progress is told of each source and layer; must not block
     * @throws EngineException if the policy forbids asking the registry and the image is not there
     */
    ImageInfo pull(String reference, PullOptions options, PullListener progress);

    /**
     * Takes the images of an archive (docker-archive, oci-archive) or folder (OCI layout) into the store.
     *
     * @param signaturePolicy path; empty for the user's or the machine's policy.json
     * @param progress is told of each layer; must not block
     * @return their names; the id of one without a name
     */
    List<String> load(Path archive, String signaturePolicy, ProgressListener progress);

    /**
     * Writes images into one archive.
     *
     * @param format {@code docker-archive}, {@code oci-archive}
     */
    void save(List<String> names, String format, OutputStream out);

    /**
     * Writes images to a place of the file system.
     *
     * @param format {@code docker-archive}, {@code oci-archive}; for a directory {@code oci-dir}, {@code docker-dir}
     * @param place what cannot be written whole does not stay there
     */
    void save(List<String> names, String format, Path place);

    /** Gives the image another name. */
    void tag(String image, String newName);

    /** Takes names from their images. */
    void untag(String image, List<String> names);

    /**
     * Takes the name from its image, and removes the image if that was the last one.
     *
     * @param force with all names, and with the containers that are made of it
     */
    RemovedImage remove(String image, boolean force);

    /**
     * Removes the image with all its names, but never a container.
     *
     * @throws EngineException IMAGE_IN_USE, if a container is made of it
     */
    RemovedImage removeUnused(String image);

    Optional<ImageInfo> find(String nameOrId);

    /** All images, the newest first. */
    List<ImageInfo> list(ImageFilter filter);

    /** What {@code podman image inspect} says of it, in podman's fields. */
    Json.Obj inspect(String nameOrId);

    /**
     * Makes an image of an archive of files.
     *
     * @param archive tar, compressed with gzip or zstd or not at all; read to its end
     * @return the image's id, 64 hexadecimal digits
     * @throws EngineException if one of the changes cannot be understood
     */
    String importFiles(InputStream archive, ImportSpec spec);

    /** The steps in which an image was made, the last first. */
    List<HistoryStep> history(String nameOrId);

    /**
     * An image's layers, the base outermost.
     *
     * @param whatRequires also what other images have on the same layers
     */
    Optional<ImageLayer> layers(String nameOrId, boolean whatRequires);

    /** What the image's topmost layer changes of those below it. */
    List<Change> changes(String nameOrId);

    /** Mounts an image read-only; it stays mounted until {@link #unmount} was called as often. */
    MountedImage mount(String nameOrId);

    /**
     * Takes one call of {@link #mount} back.
     *
     * @param force takes all of them back
     * @return the image's id
     */
    String unmount(String nameOrId, boolean force);

    /** All images that are mounted. */
    List<MountedImage> mounted();
}

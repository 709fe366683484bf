package dev.pinisi.storage;

import dev.pinisi.spec.Digest;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The layers, each once however many images have it. Nothing here waits for a writer. */
public interface LayerStore {
    /** Whether the layer is there, whole. */
    boolean contains(Digest diffId);

    /** What is known of a layer. */
    Optional<LayerInfo> find(Digest diffId);

    /** All layers, in no order. */
    List<LayerInfo> list();

    /**
     * Opens the archive that the layer came from, uncompressed, the same bytes.
     *
     * @throws StorageException if the layer is not there
     */
    InputStream openTar(Digest diffId);

    /**
     * Reads all of a layer from the disk and compares it with its DiffID, and every file's attributes with the archive's.
     *
     * @return what was changed, in words; nothing if all is as it was unpacked
     * @throws StorageException NOT_FOUND, if the layer is not there
     */
    Optional<String> damage(Digest diffId);
}

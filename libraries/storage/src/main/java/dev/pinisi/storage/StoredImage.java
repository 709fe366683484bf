package dev.pinisi.storage;

import dev.pinisi.spec.ContainerDefaults;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import java.util.List;

/** An image in the store, as it was when it was looked up. */
public interface StoredImage {
    /** The digest of the configuration. */
    Digest id();

    /** Its names with tags, {@code docker.io/library/busybox:latest}, sorted; none for a dangling image. */
    List<String> names();

    /** {@code docker.io/library/busybox@sha256:…}, sorted. */
    List<String> repoDigests();

    /** The digest of the manifest. */
    Digest digest();

    /** RFC 3339, as the configuration has it; empty if it has none. */
    String created();

    /** Bytes of the files of all layers. */
    long size();

    /** From the base up. */
    List<Digest> layers();

    /**
     * Reads the manifest, as it was received.
     *
     * @throws StorageException if the image is gone by now, or damaged
     */
    ImageManifest manifest();

    /** Reads the configuration; throws as {@link #manifest} does. */
    ImageConfig config();

    /**
     * How its containers start unless told otherwise. Taken from the store's own copy without comparing digests, for
     * which a cold JVM would have to load its security providers: some 10 ms for each start of a container.
     */
    ContainerDefaults defaults();
}

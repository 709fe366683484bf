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

    /** Whether it is in an additional store, so that it can be neither named nor removed here. */
    boolean isReadOnly();

    /** RFC 3339, as the configuration has it; empty if it has none. */
    String created();

    /** Bytes of the files of all layers. */
    long size();

    /** From the base up. */
    List<Digest> layers();

    /**
     * Reads the manifest, as it was received, from the store's own copy. It was compared with its digest when it came in,
     * and is again by {@link #verify} and when the image goes out; not here, for a cold JVM would have to load its
     * security providers: some 10 ms for each command.
     *
     * @throws StorageException if the image is gone by now, or damaged beyond reading
     */
    ImageManifest manifest();

    /** Reads the configuration; as {@link #manifest} does. */
    ImageConfig config();

    /** How its containers start unless told otherwise; as {@link #manifest} does. */
    ContainerDefaults defaults();

    /**
     * Compares manifest and configuration with their digests.
     *
     * @throws StorageException if a power cut or a curious editor has changed them, or the image is gone
     */
    void verify();
}

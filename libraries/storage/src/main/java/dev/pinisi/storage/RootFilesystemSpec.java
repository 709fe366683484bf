package dev.pinisi.storage;

import dev.pinisi.linux.IdMappings;
import dev.pinisi.spec.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a root file system is made of.
 *
 * @param containerId 1 to 128 letters, digits, {@code _}, {@code .} and {@code -}; not beginning with {@code .} or
 *     {@code -}
 * @param image the image that must stay as long as this does
 * @param layers from the base up
 * @param ephemeral whether changes need not survive a power cut, as for a container that goes when it ends: nothing
 *     waits for the disk then, not even a sync in the container
 * @param mappings of the owners of all files, for a container with a user namespace of its own
 * @param size the most bytes that the container may write; 0 for the store's default
 */
public record RootFilesystemSpec(
        String containerId,
        Optional<Digest> image,
        List<Digest> layers,
        boolean ephemeral,
        IdMappings mappings,
        long size) {
    public RootFilesystemSpec {
        layers = List.copyOf(layers);
        if (!isContainerId(containerId)) {
            throw new StorageException(
                    StorageException.Kind.INVALID,
                    "container ID \"" + containerId
                            + "\": 1 to 128 letters, digits, '_', '.' and '-' expected, beginning with none of '.' and '-'");
        }
    }

    /** A root file system whose changes last. */
    public RootFilesystemSpec(String containerId, Optional<Digest> image, List<Digest> layers) {
        this(containerId, image, layers, false, IdMappings.NONE, 0);
    }

    /** The same, ephemeral. */
    public RootFilesystemSpec asEphemeral() {
        return new RootFilesystemSpec(containerId, image, layers, true, mappings, size);
    }

    /** The same with other owners of its files. */
    public RootFilesystemSpec withMappings(IdMappings owners) {
        return new RootFilesystemSpec(containerId, image, layers, ephemeral, owners, size);
    }

    /** The same with a limit of what the container may write, in bytes. */
    public RootFilesystemSpec withSize(long bytes) {
        return new RootFilesystemSpec(containerId, image, layers, ephemeral, mappings, bytes);
    }

    /** The root file system of a container of this image. */
    public static RootFilesystemSpec of(String containerId, StoredImage image) {
        return new RootFilesystemSpec(containerId, Optional.of(image.id()), image.layers());
    }

    /** Whether the text may be the ID of a container; such are safe as file names. */
    public static boolean isContainerId(String id) {
        boolean good = !id.isEmpty() && id.length() <= 128 && id.charAt(0) != '.' && id.charAt(0) != '-';
        for (int i = 0; i < id.length() && good; i++) {
            char c = id.charAt(i);
            good = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '.'
                    || c == '-';
        }
        return good;
    }
}

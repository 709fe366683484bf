package dev.pinisi.image.spi;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of place that images are in; what stands before the colon in {@code oci-archive:/tmp/x.tar}. Others are found
 * through {@link java.util.ServiceLoader}.
 */
public interface ImageTransport {

    /**
     * What opening a place may need.
     *
     * @param temporary where what cannot be read or written in place is put down meanwhile
     */
    record Context(RegistryOptions registries, Path temporary, PlaceOptions options) {
        public Context(RegistryOptions registries, Path temporary) {
            this(registries, temporary, PlaceOptions.NONE);
        }
    }

    /** The name before the colon. */
    String name();

    /**
     * Opens the image at a place of this kind.
     *
     * @param place what stands after the colon
     * @throws ImageException if the place is malformed, or there is nothing
     */
    ImageSource open(String place, Context context);

    /**
     * Begins to write an image to a place of this kind.
     *
     * @throws ImageException if the place is malformed, or cannot be written
     */
    default BlobDestination create(String place, Context context) {
        throw refused("writing to", place);
    }

    /**
     * Deletes the image at the place: its name, and what nothing else there refers to.
     *
     * @throws ImageException if there is nothing, or it cannot be deleted
     */
    default void delete(String place, Context context) {
        throw refused("deleting from", place);
    }

    /**
     * The names of the images there: a repository's tags, an archive's or layout's names.
     *
     * @throws ImageException if there is nothing
     */
    default List<String> list(String place, Context context) {
        throw refused("listing", place);
    }

    private ImageException refused(String action, String place) {
        return new ImageException(
                Kind.UNSUPPORTED, name() + ":" + place + ": " + action + " " + name() + ": is not supported");
    }
}

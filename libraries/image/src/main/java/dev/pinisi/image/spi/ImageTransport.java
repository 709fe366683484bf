package dev.pinisi.image.spi;

import dev.pinisi.image.RegistryOptions;
import java.nio.file.Path;

/** A kind of place that images are in; what stands before the colon in {@code oci-archive:/tmp/x.tar}. */
public interface ImageTransport {

    /** What opening a place may need. */
    record Context(RegistryOptions registries, Path temporary) {}

    /** The name before the colon. */
    String name();

    /**
     * Opens the image at a place of this kind.
     *
     * @param place what stands after the colon
     * @throws dev.pinisi.image.ImageException if the place is malformed, or there is nothing
     */
    ImageSource open(String place, Context context);
}

package dev.pinisi.image;

import dev.pinisi.image.internal.registry.RegistrySource;
import dev.pinisi.image.spi.ImageSource;

/** scratch */
public final class Transports {
    private Transports() {}

    public static ImageSource registry(ImageReference reference, RegistryOptions options) {
        return new RegistrySource(reference, options);
    }
}

package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;

/** {@code docker://}: registries. */
public final class RegistryTransport implements ImageTransport {
    @Override
    public String name() {
        return "docker";
    }

    @Override
    public ImageSource open(String place, Context context) {
        if (!place.startsWith("//")) {
            throw new ImageException(
                    Kind.INVALID, "invalid image location \"docker:" + place + "\": docker://NAME expected");
        }
        return new RegistrySource(ImageReference.parse(place.substring(2)), context.registries());
    }
}

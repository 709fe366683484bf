package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.archive.ArchiveTransport;
import dev.pinisi.image.internal.archive.DirectoryTransport;
import dev.pinisi.image.internal.registry.RegistrySource;
import dev.pinisi.image.internal.registry.RegistryTransport;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.util.ArrayList;
import java.util.List;

/** The kinds of places that images are in, by the names that skopeo and podman know them by. */
public final class Transports {
    private static final List<ImageTransport> ALL = List.of(
            new RegistryTransport(),
            DirectoryTransport.oci(),
            ArchiveTransport.oci(),
            ArchiveTransport.docker(),
            DirectoryTransport.dir());

    private Transports() {}

    /** Whether the text begins with the name of a transport: {@code oci:…}, {@code docker://…}. */
    public static boolean isLocation(String text) {
        int colon = text.indexOf(':');
        for (ImageTransport transport : ALL) {
            if (colon > 0 && transport.name().equals(text.substring(0, colon))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Opens {@code docker://NAME}, {@code oci:DIRECTORY[:NAME]}, {@code oci-archive:FILE[:NAME]},
     * {@code docker-archive:FILE[:NAME]} or {@code dir:DIRECTORY}.
     *
     * @throws ImageException if the text is malformed, or there is nothing
     */
    public static ImageSource open(String location, ImageTransport.Context context) {
        int colon = location.indexOf(':');
        List<String> names = new ArrayList<>();
        for (ImageTransport transport : ALL) {
            if (colon > 0 && transport.name().equals(location.substring(0, colon))) {
                return transport.open(location.substring(colon + 1), context);
            }
            names.add(transport.name());
        }
        throw new ImageException(
                Kind.INVALID,
                "invalid image location \"" + location + "\": TRANSPORT:PLACE expected, where the transport is one of "
                        + String.join(", ", names));
    }

    /** The image of that name in its registry. */
    public static ImageSource registry(ImageReference reference, RegistryOptions options) {
        return new RegistrySource(reference, options);
    }
}

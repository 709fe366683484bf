package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.archive.DirTransport;
import dev.pinisi.image.internal.archive.DockerArchiveTransport;
import dev.pinisi.image.internal.archive.OciArchiveTransport;
import dev.pinisi.image.internal.archive.OciTransport;
import dev.pinisi.image.internal.daemon.DaemonTransport;
import dev.pinisi.image.internal.registry.RegistrySource;
import dev.pinisi.image.internal.registry.RegistryTransport;
import dev.pinisi.image.internal.tarball.TarballTransport;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kinds of places that images are in, by the names that skopeo and podman know them by. */
public final class Transports {
    private static final List<ImageTransport> ALL = List.of(
            new RegistryTransport(),
            new OciTransport(),
            new OciArchiveTransport(),
            new DockerArchiveTransport(),
            new DirTransport(),
            new DaemonTransport(),
            new TarballTransport());

    /** The transport that a store brings; known here, so that names need no search for others to be told apart. */
    private static final String STORE = "containers-storage";

    private Transports() {}

    /** Whether the text begins with the name of a transport: {@code oci:…}, {@code docker://…}. */
    public static boolean isLocation(String text) {
        for (ImageTransport transport : ALL) {
            if (text.startsWith(transport.name() + ":")) {
                return true;
            }
        }
        return text.startsWith(STORE + ":");
    }

    /**
     * Opens {@code docker://NAME}, {@code oci:DIRECTORY[:NAME]}, {@code oci-archive:FILE[:NAME]},
     * {@code docker-archive:FILE[:NAME]}, {@code dir:DIRECTORY} or a place of another transport.
     *
     * @throws ImageException if the text is malformed, or there is nothing
     */
    public static ImageSource open(String location, ImageTransport.Context context) {
        return of(location).open(place(location), context);
    }

    /**
     * Begins to write an image to a location; the forms are those of {@link #open}.
     *
     * @throws ImageException if the text is malformed, or the place cannot be written
     */
    public static BlobDestination create(String location, ImageTransport.Context context) {
        return of(location).create(place(location), context);
    }

    /**
     * Deletes the image at a location.
     *
     * @throws ImageException if there is nothing, or it cannot be deleted
     */
    public static void delete(String location, ImageTransport.Context context) {
        of(location).delete(place(location), context);
    }

    /**
     * The names of the images at a location: the tags of {@code docker://NAME}, the names in an archive or layout.
     *
     * @throws ImageException if there is nothing
     */
    public static List<String> list(String location, ImageTransport.Context context) {
        return of(location).list(place(location), context);
    }

    private static ImageTransport of(String location) {
        int colon = location.indexOf(':');
        Optional<ImageTransport> found = find(location.substring(0, Math.max(colon, 0)));
        if (found.isEmpty()) {
            throw new ImageException(
                    Kind.INVALID,
                    "invalid image location \"" + location
                            + "\": TRANSPORT:PLACE expected, where the transport is one of "
                            + String.join(", ", names()));
        }
        return found.get();
    }

    private static String place(String location) {
        return location.substring(location.indexOf(':') + 1);
    }

    private static Optional<ImageTransport> find(String name) {
        for (ImageTransport transport : ALL) {
            if (transport.name().equals(name)) {
                return Optional.of(transport);
            }
        }
        // asked last, so that the usual ones cost no search for others
        for (ImageTransport transport : ServiceLoader.load(ImageTransport.class)) {
            if (transport.name().equals(name)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }

    /** The names of all transports. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (ImageTransport transport : ALL) {
            names.add(transport.name());
        }
        for (ImageTransport transport : ServiceLoader.load(ImageTransport.class)) {
            names.add(transport.name());
        }
        return names;
    }

    /** The image of that name in its registry. */
    public static ImageSource registry(ImageReference reference, RegistryOptions options) {
        return new RegistrySource(reference, options);
    }
}

package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code oci-archive:FILE[:NAME]} and {@code docker-archive:FILE[:NAME]}. */
public final class ArchiveTransport implements ImageTransport {
    private final String name;
    private final boolean oci;

    private ArchiveTransport(String name, boolean oci) {
        this.name = name;
        this.oci = oci;
    }

    public static ArchiveTransport oci() {
        return new ArchiveTransport("oci-archive", true);
    }

    public static ArchiveTransport docker() {
        return new ArchiveTransport("docker-archive", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ImageSource open(String place, Context context) {
        int colon = place.indexOf(':');
        String wanted = colon < 0 ? "" : place.substring(colon + 1);
        String location = name + ":" + place;
        FileSet files = Spool.open(Path.of(colon < 0 ? place : place.substring(0, colon)), context.temporary());
        try {
            ImageSource image = oci
                    ? OciLayout.image(location, files, wanted)
                    : dockerImage(location, DockerArchive.images(location, files), wanted);
            return new OwningSource(image, files);
        } catch (RuntimeException e) {
            try (files) {
                throw e;
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
                throw e;
            }
        }
    }

    private static ImageSource dockerImage(String location, List<ImageSource> images, String wanted) {
        if (wanted.isEmpty() && images.size() == 1) {
            return images.get(0);
        }
        if (wanted.isEmpty()) {
            throw new ImageException(
                    Kind.INVALID, location + " holds " + images.size() + " images; add :NAME to choose one");
        }
        String full = ImageReference.parse(wanted).orLatest().toString();
        for (ImageSource image : images) {
            if (image.names().contains(full)) {
                return image;
            }
        }
        throw new ImageException(Kind.NOT_FOUND, location + ": there is no image " + full + " in it");
    }
}

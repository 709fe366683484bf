package dev.pinisi.image.internal.daemon;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.internal.archive.DockerArchiveTransport;
import dev.pinisi.image.internal.archive.Spool;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docker-daemon:NAME:TAG}, or {@code docker-daemon:sha256:…} for an image ID, which can be read only. */
public final class DaemonTransport implements ImageTransport {
    @Override
    public String name() {
        return "docker-daemon";
    }

    @Override
    public ImageSource open(String place, Context context) {
        String image = isId(place) ? place : reference(place).familiar();
        try (HttpResponse archive = daemon(context).save(image)) {
            return DockerArchiveTransport.only(name() + ":" + place, Spool.read(archive.body(), context.temporary()));
        }
    }

    @Override
    public BlobDestination create(String place, Context context) {
        if (isId(place)) {
            throw new ImageException(
                    Kind.INVALID, name() + ":" + place + " is an image's ID; name the image as NAME:TAG to write it");
        }
        String location = name() + ":" + place;
        try {
            Path directory = Files.createDirectories(context.temporary());
            return DaemonDestination.begin(
                    location,
                    daemon(context),
                    directory,
                    List.of(reference(place).toString()));
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, location + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static DockerDaemon daemon(Context context) {
        return new DockerDaemon(DaemonHost.of(context));
    }

    private ImageReference reference(String place) {
        ImageReference reference = ImageReference.parse(place);
        if (reference.tag().isEmpty() && reference.digest().isEmpty()) {
            throw new ImageException(
                    Kind.INVALID, "invalid image location \"" + name() + ":" + place + "\": a tag expected");
        }
        return reference;
    }

    private static boolean isId(String place) {
        try {
            return Digest.parse(place).hex().length() > 0;
        } catch (SpecException e) {
            return false;
        }
    }
}

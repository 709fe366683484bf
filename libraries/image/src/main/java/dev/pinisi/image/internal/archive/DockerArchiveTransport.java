package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code docker-archive:FILE[:NAME|:@INDEX]}: what {@code docker save} writes. A file that is there is not changed. */
public final class DockerArchiveTransport implements ImageTransport {
    @Override
    public String name() {
        return "docker-archive";
    }

    @Override
    public ImageSource open(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        String location = name() + ":" + place;
        FileSet files = Spool.open(parsed.path(), context.temporary());
        return OwningSource.of(files, () -> select(location, DockerArchive.images(location, files), parsed));
    }

    /**
     * The only image of an archive.
     *
     * @param files closed with the image
     */
    public static ImageSource only(String location, FileSet files) {
        LayoutPlace any = new LayoutPlace(Path.of(""), "", -1);
        return OwningSource.of(files, () -> select(location, DockerArchive.images(location, files), any));
    }

    @Override
    public BlobDestination create(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        String location = name() + ":" + place;
        List<String> names = new ArrayList<>(parsed.references());
        for (String additional : context.options().additionalNames()) {
            names.add(ImageReference.parse(additional).orLatest().toString());
        }
        try {
            if (Files.isRegularFile(parsed.path()) && Files.size(parsed.path()) > 0) {
                throw new ImageException(
                        Kind.NOT_STORED,
                        location + ": docker-archive cannot add to a file that is there; remove it, or name another");
            }
            FileSink sink = TarFileSink.at(parsed.path());
            DockerArchiveWriter writer = new DockerArchiveWriter(location, sink);
            return new OwnedDestination(writer.image(names), writer::finish, sink);
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, location + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> list(String place, Context context) {
        LayoutPlace parsed = LayoutPlace.parse(name(), place);
        String location = name() + ":" + place;
        try (FileSet files = Spool.open(parsed.path(), context.temporary())) {
            List<String> names = new ArrayList<>();
            for (ImageSource image : DockerArchive.images(location, files)) {
                names.addAll(image.names());
            }
            return names;
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, location + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private static ImageSource select(String location, List<ImageSource> images, LayoutPlace place) {
        if (place.index() >= 0) {
            if (place.index() >= images.size()) {
                throw new ImageException(
                        Kind.NOT_FOUND, location + ": there is no image @" + place.index() + " among " + images.size());
            }
            return images.get(place.index());
        }
        if (place.name().isEmpty() && images.size() == 1) {
            return images.getFirst();
        }
        if (place.name().isEmpty()) {
            throw new ImageException(
                    Kind.INVALID, location + " holds " + images.size() + " images; add :NAME to choose one");
        }
        String full = place.references().getFirst();
        for (ImageSource image : images) {
            if (image.names().contains(full)) {
                return image;
            }
        }
        throw new ImageException(Kind.NOT_FOUND, location + ": there is no image " + full + " in it");
    }
}

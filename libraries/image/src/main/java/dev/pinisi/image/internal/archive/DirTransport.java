package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code dir:DIRECTORY}: one image's manifest, blobs and signatures as files. */
public final class DirTransport implements ImageTransport {
    @Override
    public String name() {
        return "dir";
    }

    @Override
    public ImageSource open(String place, Context context) {
        Path directory = Path.of(place);
        if (!Files.isDirectory(directory)) {
            throw new ImageException(Kind.NO_PLACE, "dir:" + place + ": there is no directory " + directory);
        }
        return new DirSource("dir:" + place, new DirectoryFiles(directory));
    }

    @Override
    public BlobDestination create(String place, Context context) {
        try {
            return DirDestination.at("dir:" + place, Path.of(place));
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, "dir:" + place + " cannot be written: " + e.getMessage(), e);
        }
    }
}

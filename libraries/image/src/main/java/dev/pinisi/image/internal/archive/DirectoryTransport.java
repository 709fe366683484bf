package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code oci:DIRECTORY[:NAME]} and {@code dir:DIRECTORY}. */
public final class DirectoryTransport implements ImageTransport {
    private final String name;
    private final boolean layout;

    private DirectoryTransport(String name, boolean layout) {
        this.name = name;
        this.layout = layout;
    }

    public static DirectoryTransport oci() {
        return new DirectoryTransport("oci", true);
    }

    public static DirectoryTransport dir() {
        return new DirectoryTransport("dir", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ImageSource open(String place, Context context) {
        int colon = layout ? place.indexOf(':') : -1;
        Path directory = Path.of(colon < 0 ? place : place.substring(0, colon));
        String location = name + ":" + place;
        if (!Files.isDirectory(directory)) {
            throw new ImageException(Kind.NOT_FOUND, location + ": there is no directory " + directory);
        }
        FileSet files = new DirectoryFiles(directory);
        return layout
                ? OciLayout.image(location, files, colon < 0 ? "" : place.substring(colon + 1))
                : new DirSource(location, files);
    }
}

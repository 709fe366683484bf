package dev.pinisi.image.internal.tarball;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** {@code tarball:FILE[:FILE…]}: files that are layers, from the base up; {@code -} is the standard input. Read only. */
public final class TarballTransport implements ImageTransport {
    private static final String STANDARD_INPUT = "-";

    @Override
    public String name() {
        return "tarball";
    }

    @Override
    public ImageSource open(String place, Context context) {
        List<LayerFile> layers = new ArrayList<>();
        for (String file : place.split(":", -1)) {
            if (file.isEmpty()) {
                throw new ImageException(
                        Kind.INVALID, "invalid image location \"tarball:" + place + "\": FILE[:FILE…] expected");
            }
            boolean input = file.equals(STANDARD_INPUT);
            layers.add(LayerFile.of(input ? spool(System.in, context.temporary()) : Path.of(file), input));
        }
        return new TarballSource("tarball:" + place, layers);
    }

    private static Path spool(InputStream in, Path temporary) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(temporary), "layer-", ".tar");
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, "the standard input cannot be read: " + e.getMessage(), e);
        }
    }
}

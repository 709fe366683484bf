package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An image that closes the archive it is in. */
record OwningSource(ImageSource image, FileSet files) implements ImageSource {
    @Override
    public String name() {
        return image.name();
    }

    @Override
    public List<String> names() {
        return image.names();
    }

    @Override
    public Manifest manifest() throws IOException {
        return image.manifest();
    }

    @Override
    public Manifest manifest(Descriptor instance) throws IOException {
        return image.manifest(instance);
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        return image.open(blob);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}

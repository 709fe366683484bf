package dev.pinisi.image.internal.archive;

import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** An image that closes the archive it is in. */
record OwningSource(ImageSource image, FileSet files) implements ImageSource {

    /** The image that is found in the archive; if none is, the archive is closed. */
    static ImageSource of(FileSet files, Supplier<ImageSource> find) {
        try {
            return new OwningSource(find.get(), files);
        } catch (RuntimeException e) {
            try (files) {
                throw e;
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
                throw e;
            }
        }
    }

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
    public List<Signature> signatures(Digest manifest) throws IOException {
        return image.signatures(manifest);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}

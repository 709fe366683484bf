package dev.pinisi.image.internal.archive;

import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A layer on its way into an archive that wants it uncompressed, and its size beforehand. */
final class LayerFile implements AutoCloseable {
    private final Descriptor descriptor;
    private final InputStream content;

    private LayerFile(Descriptor descriptor, InputStream content) {
        this.descriptor = descriptor;
        this.content = content;
    }

    /**
     * Opens the layer; one that is compressed where it comes from is put down to learn its size.
     *
     * @param temporary where it is put down
     */
    static LayerFile open(ImageSource source, ImageRecord.Layer layer, Path temporary) throws IOException {
        if (layer.blob().digest().equals(layer.diffId())) {
            return new LayerFile(layer.blob(), new VerifyingStream(source.open(layer.blob()), layer.blob()));
        }
        Path file = Files.createTempFile(Files.createDirectories(temporary), "layer-", ".tar");
        try {
            try (InputStream blob = new VerifyingStream(source.open(layer.blob()), layer.blob());
                    InputStream tar = Decompression.open(blob)) {
                Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                blob.transferTo(OutputStream.nullOutputStream());
            }
            Descriptor plain = new Descriptor(MediaTypes.OCI_LAYER, layer.diffId(), Files.size(file));
            return new LayerFile(plain, new VerifyingStream(Files.newInputStream(file), plain));
        } finally {
            // what is open stays readable
            Files.delete(file);
        }
    }

    long size() {
        return descriptor.size();
    }

    InputStream content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}

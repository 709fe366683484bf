package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageIdentity;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.UncompressedManifest;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import dev.pinisi.storage.StoredImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives one image out, its layers uncompressed. */
final class ImageReading implements ImageSource {
    private final Layers layers;
    private final StoredImage image;
    private final List<String> names;

    ImageReading(Layers layers, StoredImage image, List<String> names) {
        this.layers = layers;
        this.image = image;
        this.names = names;
    }

    @Override
    public String name() {
        return names.isEmpty() ? image.id().toString() : names.getFirst();
    }

    @Override
    public ImageIdentity identity() {
        Optional<ImageReference> reference =
                names.isEmpty() ? Optional.empty() : Optional.of(ImageReference.parse(names.getFirst()));
        return new ImageIdentity("containers-storage", List.of(), reference);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Manifest manifest() throws IOException {
        image.verify();
        List<UncompressedManifest.Layer> list = new ArrayList<>();
        for (Digest diffId : image.layers()) {
            LayerInfo info = layers.find(diffId).orElseThrow(() -> missing(diffId));
            list.add(new UncompressedManifest.Layer(diffId, info.archiveSize()));
        }
        return UncompressedManifest.of(image.config().raw(), list);
    }

    @Override
    public Manifest manifest(Descriptor instance) throws IOException {
        throw new IOException(name() + " is one image and no index");
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (blob.digest().equals(image.id())) {
            return new ByteArrayInputStream(image.config().raw().bytes());
        }
        return layers.openTar(blob.digest());
    }

    @Override
    public Digest digest() {
        return image.digest();
    }

    @Override
    public void close() {
        // every stream is closed by whoever opened it
    }

    private StorageException missing(Digest layer) {
        return new StorageException(
                Kind.DAMAGED, "image " + image.id().shortHex() + ": its layer " + layer + " is gone; pull it again");
    }
}

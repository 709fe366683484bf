package dev.pinisi.storage.internal.peer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageIdentity;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.UncompressedManifest;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives one image out of another's store, its layers uncompressed. */
record PeerSource(PeerStore store, PeerImage image, ImageManifest original, ImageConfig config, List<PeerLayer> layers)
        implements ImageSource {

    /** The image; what its documents say is checked against its layers. */
    static PeerSource open(PeerStore store, PeerImage image) {
        try {
            ImageManifest manifest = ImageManifest.parse(RawDocument.of(store.bigData(image, "manifest")));
            Digest id = manifest.config().digest();
            RawDocument config = RawDocument.of(store.bigData(image, id.toString()));
            if (!config.hasDigest(id)) {
                throw corrupt(image, "its configuration is not what its digest " + id + " says");
            }
            List<PeerLayer> layers = store.chain(image);
            PeerSource source = new PeerSource(store, image, manifest, ImageConfig.parse(config), layers);
            if (!source.diffIds().equals(source.config.diffIds())) {
                throw corrupt(image, "its layers are not those that its configuration names");
            }
            return source;
        } catch (JsonException | SpecException e) {
            throw corrupt(image, String.valueOf(e.getMessage()));
        }
    }

    private static ImageException corrupt(PeerImage image, String problem) {
        return new ImageException(Kind.CORRUPT, "image " + image.id() + ": " + problem);
    }

    private List<Digest> diffIds() {
        return layers.stream().map(layer -> layer.diffId().orElseThrow()).toList();
    }

    @Override
    public String name() {
        return image.names().isEmpty() ? image.id() : image.names().getFirst();
    }

    @Override
    public List<String> names() {
        return image.names();
    }

    @Override
    public ImageIdentity identity() {
        Optional<ImageReference> reference = image.names().stream().findFirst().map(ImageReference::parse);
        return new ImageIdentity("containers-storage", List.of(), reference);
    }

    @Override
    public Manifest manifest() {
        List<UncompressedManifest.Layer> list = new ArrayList<>();
        for (PeerLayer layer : layers) {
            list.add(new UncompressedManifest.Layer(layer.diffId().orElseThrow(), layer.size()));
        }
        return UncompressedManifest.of(config.raw(), list);
    }

    @Override
    public Manifest manifest(Descriptor instance) throws IOException {
        throw new IOException(name() + " is one image and no index");
    }

    @Override
    public Digest digest() {
        return original.raw().digest();
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (blob.digest().equals(config.raw().digest())) {
            return new ByteArrayInputStream(config.raw().bytes());
        }
        for (PeerLayer layer : layers) {
            if (layer.diffId().filter(blob.digest()::equals).isPresent()) {
                return store.openTar(layer);
            }
        }
        throw new ImageException(Kind.NOT_FOUND, name() + " has no layer " + blob.digest());
    }

    @Override
    public void close() {
        store.close();
    }
}

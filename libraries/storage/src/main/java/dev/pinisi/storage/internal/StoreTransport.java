package dev.pinisi.storage.internal;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.image.spi.UnpackingDestination;
import dev.pinisi.storage.ImageStore;
import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoreOptions;
import dev.pinisi.storage.StoredImage;
import dev.pinisi.storage.internal.peer.PeerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code containers-storage:}: the images of a store, and, to be read only, those of containers/storage's where brackets
 * name one. Layers come out uncompressed.
 */
public final class StoreTransport implements ImageTransport {
    @Override
    public String name() {
        return "containers-storage";
    }

    @Override
    public ImageSource open(String place, Context context) {
        StorePlace parsed = StorePlace.parse(place);
        if (parsed.isPeers()) {
            return openPeers(parsed, place);
        }
        return translating(place, () -> {
            ImageStore images = images(parsed.store());
            StoredImage image = find(images, parsed, place);
            return images.newSource(image, image.names());
        });
    }

    private ImageSource openPeers(StorePlace parsed, String place) {
        PeerStore store = parsed.openPeers();
        try {
            Optional<ImageSource> image = store.find(parsed.wanted());
            return image.orElseThrow(StoreTransport::notFound);
        } catch (ImageException e) {
            store.close();
            throw e.within(name() + ":" + place);
        }
    }

    @Override
    public BlobDestination create(String place, Context context) {
        StorePlace parsed = StorePlace.parse(place);
        requireOurs(parsed, place);
        List<String> names = new ArrayList<>();
        if (!parsed.name().startsWith("@")) {
            names.add(ImageReference.parse(parsed.name()).orLatest().toString());
        }
        for (String additional : context.options().additionalNames()) {
            names.add(ImageReference.parse(additional).orLatest().toString());
        }
        return translating(
                place,
                () -> new UnpackingDestination(
                        name() + ":" + place, images(parsed.store()).newDestination(), names));
    }

    /** Takes the name away; an image that has no other goes, too. */
    @Override
    public void delete(String place, Context context) {
        StorePlace parsed = StorePlace.parse(place);
        requireOurs(parsed, place);
        translating(place, () -> {
            ImageStore images = images(parsed.store());
            StoredImage image = find(images, parsed, place);
            String full = parsed.name().startsWith("@")
                    ? ""
                    : ImageReference.parse(parsed.name()).orLatest().toString();
            boolean others = image.names().size() > 1 && image.names().contains(full);
            return others ? images.untag(full) : images.remove(image.id());
        });
    }

    @Override
    public List<String> list(String place, Context context) {
        // what is listed is the store; a name is not needed, but the brackets are those of a place with one
        StorePlace parsed = StorePlace.parse(place.isEmpty() || place.endsWith("]") ? place + "@" : place);
        if (parsed.isPeers()) {
            try (PeerStore store = parsed.openPeers()) {
                return store.names();
            }
        }
        return translating(place, () -> {
            List<String> names = new ArrayList<>();
            for (StoredImage image : images(parsed.store()).list()) {
                names.addAll(image.names());
            }
            return names;
        });
    }

    private static ImageStore images(StoreOptions options) {
        return Store.open(options).images();
    }

    private StoredImage find(ImageStore images, StorePlace parsed, String place) {
        return images.resolve(parsed.wanted()).orElseThrow(() -> notFound().within(name() + ":" + place));
    }

    private static ImageException notFound() {
        return new ImageException(Kind.NOT_FOUND, "there is no such image in the store");
    }

    private void requireOurs(StorePlace parsed, String place) {
        if (parsed.isPeers()) {
            throw new ImageException(
                    Kind.UNSUPPORTED,
                    name() + ":" + place + ": the store at " + parsed.store().root()
                            + " is containers/storage's, out of which images are only read");
        }
    }

    private <T> T translating(String place, Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageException e) {
            throw new ImageException(Kind.NOT_STORED, name() + ":" + place + ": " + e.getMessage(), e);
        }
    }
}

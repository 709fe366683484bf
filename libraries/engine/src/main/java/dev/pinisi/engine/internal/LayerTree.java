package dev.pinisi.engine.internal;

import dev.pinisi.engine.ImageLayer;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoredImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers of images as a tree: images that begin with the same layers share its trunk. */
final class LayerTree {
    private final Store store;

    private LayerTree(Store store) {
        this.store = store;
    }

    /** Nothing for an image without layers. */
    static Optional<ImageLayer> of(StoredImage image, Store store, boolean withOthers) {
        List<StoredImage> images = store.images().list();
        if (image.layers().isEmpty()) {
            return Optional.empty();
        }
        Digest base = image.layers().get(0);
        List<StoredImage> growing = images.stream()
                .filter(other -> withOthers
                        ? other.layers().size() > 0 && other.layers().get(0).equals(base)
                        : isPartOf(other, image))
                .toList();
        return Optional.of(new LayerTree(store).layer(base, 0, growing));
    }

    /** Whether one image's layers are the first of another's. */
    private static boolean isPartOf(StoredImage part, StoredImage whole) {
        List<Digest> layers = part.layers();
        return layers.size() <= whole.layers().size()
                && layers.equals(whole.layers().subList(0, layers.size()));
    }

    private ImageLayer layer(Digest diffId, int depth, List<StoredImage> images) {
        List<String> topOf = new ArrayList<>();
        Map<Digest, List<StoredImage>> above = new LinkedHashMap<>();
        for (StoredImage image : images) {
            if (image.layers().size() == depth + 1) {
                topOf.addAll(image.names());
            } else {
                above.computeIfAbsent(image.layers().get(depth + 1), next -> new ArrayList<>())
                        .add(image);
            }
        }
        List<ImageLayer> children = new ArrayList<>();
        for (Map.Entry<Digest, List<StoredImage>> next : above.entrySet()) {
            children.add(layer(next.getKey(), depth + 1, next.getValue()));
        }
        long size = store.layers().find(diffId).map(LayerInfo::archiveSize).orElse(0L);
        return new ImageLayer(diffId.toString(), size, topOf, children);
    }
}

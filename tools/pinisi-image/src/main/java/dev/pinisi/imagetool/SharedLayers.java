package dev.pinisi.imagetool;

import dev.pinisi.image.ImageView;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of several images have a layer. */
final class SharedLayers {
    private final Map<Digest, Set<String>> images = new HashMap<>();
    private final Map<Digest, Long> sizes = new HashMap<>();

    private SharedLayers() {}

    static SharedLayers of(Map<String, ImageView> images) {
        SharedLayers shared = new SharedLayers();
        images.forEach((name, image) -> {
            for (ImageRecord.Layer layer : image.layers()) {
                Digest digest = layer.blob().digest();
                shared.images
                        .computeIfAbsent(digest, none -> new LinkedHashSet<>())
                        .add(name);
                shared.sizes.put(digest, layer.blob().size());
            }
        });
        return shared;
    }

    /** The images that have the layer besides this one. */
    List<String> others(Descriptor layer, String image) {
        List<String> others = new ArrayList<>(images.getOrDefault(layer.digest(), Set.of()));
        others.remove(image);
        return others;
    }

    int distinctLayers() {
        return sizes.size();
    }

    /** In bytes, as the layers are in their places. */
    long distinctBytes() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}

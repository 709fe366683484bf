package dev.pinisi.engine.internal;

import dev.pinisi.engine.HistoryStep;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.Store;
import dev.pinisi.storage.StoredImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of an image's configuration, each with the image that ends with it, where that is here. */
final class ImageHistory {
    private static final String MISSING = "<missing>";

    private ImageHistory() {}

    static List<HistoryStep> of(StoredImage image, Store store) {
        ImageConfig config = image.config();
        List<StoredImage> others = store.images().list();
        List<ImageConfig.History> steps = config.history();
        List<Digest> layers = config.diffIds();
        List<HistoryStep> history = new ArrayList<>();
        int layer = layers.size();
        for (int i = steps.size() - 1; i >= 0; i--) {
            ImageConfig.History step = steps.get(i);
            Optional<StoredImage> whole = i == steps.size() - 1
                    ? Optional.of(image)
                    : endingWith(others, steps.subList(0, i + 1), layers.subList(0, layer));
            long size = 0;
            if (!step.emptyLayer() && layer > 0) {
                layer--;
                size = store.layers()
                        .find(layers.get(layer))
                        .map(LayerInfo::archiveSize)
                        .orElse(0L);
            }
            history.add(new HistoryStep(
                    whole.isPresent() ? whole.get().id().hex() : MISSING,
                    whole.isPresent() ? whole.get().names() : List.of(),
                    Times.created(step.created()),
                    step.createdBy(),
                    size,
                    step.comment()));
        }
        return history;
    }

    /** The image that has exactly these layers and this history. */
    private static Optional<StoredImage> endingWith(
            List<StoredImage> images, List<ImageConfig.History> steps, List<Digest> layers) {
        for (StoredImage image : images) {
            if (image.layers().equals(layers) && image.config().history().equals(steps)) {
                return Optional.of(image);
            }
        }
        return Optional.empty();
    }
}

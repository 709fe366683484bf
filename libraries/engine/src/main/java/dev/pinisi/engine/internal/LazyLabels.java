package dev.pinisi.engine.internal;

import dev.pinisi.storage.StoredImage;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An image's labels, read when somebody asks: a list of images does without reading and verifying each configuration. */
final class LazyLabels extends AbstractMap<String, String> {
    private final StoredImage image;
    private @Nullable Map<String, String> labels;

    LazyLabels(StoredImage image) {
        this.image = image;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> known = labels;
        if (known == null) {
            known = Map.copyOf(image.config().defaults().labels());
            labels = known;
        }
        return known.entrySet();
    }
}

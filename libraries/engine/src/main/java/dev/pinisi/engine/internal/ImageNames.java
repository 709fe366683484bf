package dev.pinisi.engine.internal;

import dev.pinisi.storage.StoredImage;
import java.util.List;
import java.util.Optional;

/** Of an image's names the one that a user's word meant. */
final class ImageNames {
    private ImageNames() {}

    /** The full name, whether or not the word had registry and tag; empty if it was an id. */
    static Optional<String> asked(StoredImage image, String word) {
        List<String> names = image.names();
        for (String suffix : List.of("", ":latest")) {
            if (names.contains(word + suffix)) {
                return Optional.of(word + suffix);
            }
        }
        for (String name : names) {
            if (name.endsWith("/" + word) || name.endsWith("/" + word + ":latest")) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}

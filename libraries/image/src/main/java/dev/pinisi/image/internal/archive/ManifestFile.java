package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.util.function.Supplier;

/** Reads manifests and indexes from files, which may say anything. */
final class ManifestFile {
    private ManifestFile() {}

    /**
     * The manifest in a file.
     *
     * @param announced the type by which it was referred to; may be empty
     * @throws ImageException if it is malformed
     */
    static Manifest parse(String file, RawDocument raw, String announced) {
        return reading(file, () -> Manifest.parse(raw, announced));
    }

    /**
     * The index in a file.
     *
     * @throws ImageException if it is malformed
     */
    static ImageIndex index(String file, RawDocument raw) {
        return reading(file, () -> ImageIndex.parse(raw));
    }

    /** What is read from a file, its errors naming it. */
    static <T> T reading(String file, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (SpecException | JsonException e) {
            throw new ImageException(Kind.CORRUPT, file + " is malformed: " + e.getMessage(), e);
        }
    }
}

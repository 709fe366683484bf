package dev.pinisi.image;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.internal.BlobInfoFile;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * What earlier copies found out about blobs: which repositories have them, and what a layer was compressed to. It only
 * saves work: what it says is tried, never relied on, and a cache that cannot be read or written is an empty one.
 */
public interface BlobInfoCache {
    /** Knows nothing, and learns nothing. */
    BlobInfoCache NONE = new BlobInfoCache() {};

    /** The cache in a file, which any number of processes may use at once. */
    static BlobInfoCache at(Path file) {
        return new BlobInfoFile(file);
    }

    /** The user's: {@code /var/lib/pinisi/cache/blobs} for root, else {@code $XDG_CACHE_HOME/pinisi/blobs}. */
    static BlobInfoCache usual(ConfigPlaces places) {
        if (places.uid() == 0) {
            return at(places.root().resolve("var/lib/pinisi/cache/blobs"));
        }
        Path caches =
                places.file("XDG_CACHE_HOME").orElseGet(() -> places.home().resolve(".cache"));
        return at(caches.resolve("pinisi/blobs"));
    }

    /** The repositories that have the blob, in the form {@code host/path}, the last that was learnt of first. */
    default List<String> repositories(Digest blob) {
        return List.of();
    }

    /** Learns that a repository has the blob. */
    default void isIn(Digest blob, String repository) {}

    /** What the layer was compressed to in that format, the last first; types are not known. */
    default List<Descriptor> compressed(Digest diffId, Compression.Format format) {
        return List.of();
    }

    /** Learns what the layer was compressed to; annotations are kept, and have neither blanks nor line ends. */
    default void isCompressedTo(Digest diffId, Compression.Format format, Descriptor blob) {}
}

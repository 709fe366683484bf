package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Deletes an image from a layout: its entry in index.json, then the blobs that no other image has. */
final class LayoutDeletion {
    private static final int DEEPEST_INDEX = 4;

    private final FileSet files;
    private final Path root;

    private LayoutDeletion(Path root) {
        this.root = root;
        files = new DirectoryFiles(root);
    }

    /**
     * Deletes the image.
     *
     * @param keepBlobs whether the blobs are shared with other layouts, and stay
     */
    static void delete(LayoutPlace place, OciLayout image, boolean keepBlobs) {
        LayoutDeletion deletion = new LayoutDeletion(place.path());
        try {
            Set<Digest> before = new HashSet<>();
            Set<Digest> still = new HashSet<>();
            deletion.collect(image.descriptor(), before, 0);
            for (Descriptor other :
                    OciLayout.index(image.name(), deletion.files).manifests()) {
                if (!other.equals(image.descriptor())) {
                    deletion.collect(other, still, 0);
                }
            }
            try (DirectorySink sink = new DirectorySink(place.path())) {
                sink.update(LayoutIndex.FILE, "oci-layout", present -> {
                    LayoutIndex index = LayoutIndex.of(present);
                    index.remove(image.descriptor());
                    return index.bytes();
                });
                sink.finish();
            }
            if (keepBlobs) {
                return;
            }
            before.removeAll(still);
            for (Digest digest : before) {
                Files.deleteIfExists(deletion.root.resolve(OciLayout.path(digest)));
            }
        } catch (IOException e) {
            throw new ImageException(Kind.NOT_STORED, image.name() + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Adds the digests of all that the descriptor leads to. */
    private void collect(Descriptor descriptor, Set<Digest> found, int depth) {
        if (!found.add(descriptor.digest()) || depth > DEEPEST_INDEX) {
            return;
        }
        boolean document = MediaTypes.isManifest(descriptor.mediaType()) || MediaTypes.isIndex(descriptor.mediaType());
        Optional<RawDocument> raw = document ? files.document(OciLayout.path(descriptor.digest())) : Optional.empty();
        if (raw.isEmpty()) {
            return;
        }
        switch (ManifestFile.parse("manifest " + descriptor.digest(), raw.get(), descriptor.mediaType())) {
            case ImageIndex index -> index.manifests().forEach(each -> collect(each, found, depth + 1));
            case ImageManifest manifest -> {
                found.add(manifest.config().digest());
                manifest.layers().forEach(layer -> found.add(layer.digest()));
            }
        }
    }
}

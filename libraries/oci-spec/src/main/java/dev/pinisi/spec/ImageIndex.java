package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index of images (image-spec, image-index.md), or Docker's manifest list. */
public record ImageIndex(RawDocument raw, String mediaType, List<Descriptor> manifests, Map<String, String> annotations)
        implements Manifest {

    /** Reads an index, such as a layout's {@code index.json}. */
    public static ImageIndex parse(RawDocument raw) {
        if (Manifest.parse(raw, MediaTypes.OCI_INDEX) instanceof ImageIndex index) {
            return index;
        }
        throw new SpecException("index", "the manifest of one image stands where an index is expected");
    }

    static ImageIndex read(RawDocument raw, JsonCursor json, String mediaType) {
        if (!json.field("manifests").isPresent()) {
            throw json.field("manifests").fail("missing");
        }
        return new ImageIndex(
                raw,
                mediaType,
                Documents.descriptors(json.field("manifests")),
                json.field("annotations").stringMap());
    }

    /** The image that runs best on that platform, the earlier of two that run equally well. */
    public Optional<Descriptor> select(Platform platform) {
        for (Platform wanted : platform.compatible()) {
            for (Descriptor manifest : manifests) {
                if (manifest.platform().isPresent()
                        && sameMachine(manifest.platform().get(), wanted)) {
                    return Optional.of(manifest);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean sameMachine(Platform offered, Platform wanted) {
        return offered.os().equals(wanted.os())
                && offered.architecture().equals(wanted.architecture())
                && offered.variant().equals(wanted.variant());
    }
}

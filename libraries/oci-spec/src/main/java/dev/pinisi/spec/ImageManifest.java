package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The manifest of one image (image-spec, manifest.md) or Docker's schema 2.
 *
 * @param layers from the base up
 * @param artifactType empty where not given
 * @param subject the manifest this one belongs to, as a signature does
 */
public record ImageManifest(
        RawDocument raw,
        String mediaType,
        Descriptor config,
        List<Descriptor> layers,
        Map<String, String> annotations,
        String artifactType,
        Optional<Descriptor> subject)
        implements Manifest {

    /** Reads the manifest of one image; {@link Manifest#parse} says how its type is found. */
    public static ImageManifest parse(RawDocument raw) {
        if (Manifest.parse(raw, MediaTypes.OCI_MANIFEST) instanceof ImageManifest manifest) {
            return manifest;
        }
        throw new SpecException("manifest", "an index stands where the manifest of one image is expected");
    }

    static ImageManifest read(RawDocument raw, JsonCursor json, String mediaType) {
        JsonCursor subject = json.field("subject");
        if (!json.field("layers").isPresent()) {
            throw json.field("layers").fail("missing");
        }
        return new ImageManifest(
                raw,
                mediaType,
                Descriptor.read(json.field("config")),
                Documents.descriptors(json.field("layers")),
                json.field("annotations").stringMap(),
                json.field("artifactType").stringOr(""),
                subject.isPresent() ? Optional.of(Descriptor.read(subject)) : Optional.empty());
    }
}

package dev.pinisi.image.spi;

import dev.pinisi.image.Signature;
import dev.pinisi.spec.MediaTypes;
import java.util.List;
import java.util.Set;

/**
 * What a {@link BlobDestination} can hold.
 *
 * @param manifestTypes of manifests and indexes, the preferred first
 * @param layers in which form it takes layers
 * @param signatures the kinds of signatures it keeps; may be empty
 * @param parallel whether several blobs may be written at once
 * @param refersElsewhere whether layers may be left where their manifest's URLs say (foreign, non-distributable ones)
 */
public record Acceptance(
        List<String> manifestTypes,
        LayerForm layers,
        Set<Signature.Kind> signatures,
        boolean parallel,
        boolean refersElsewhere) {

    /** In which form layers are taken. */
    public enum LayerForm {
        /** Compressed or not, as they are. */
        ANY,
        /** Compressed; what is not compressed should be on the way here, as registries and layouts have it. */
        COMPRESSED,
        /** As tar archives only. */
        UNCOMPRESSED
    }

    /** The types of manifests and indexes, of both families, that registries hold. */
    public static final List<String> ALL_TYPES =
            List.of(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX, MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_INDEX);

    public Acceptance {
        manifestTypes = List.copyOf(manifestTypes);
        signatures = Set.copyOf(signatures);
    }

    /** Of a place that has to have all layers itself. */
    public Acceptance(List<String> manifestTypes, LayerForm layers, Set<Signature.Kind> signatures, boolean parallel) {
        this(manifestTypes, layers, signatures, parallel, false);
    }

    /** Whether manifests and indexes of that type are taken. */
    public boolean takes(String manifestType) {
        return manifestTypes.contains(manifestType);
    }

    /** Whether indexes of any type are taken. */
    public boolean takesIndexes() {
        return takes(MediaTypes.OCI_INDEX) || takes(MediaTypes.DOCKER_INDEX);
    }
}

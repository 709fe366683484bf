package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.Compression;
import dev.pinisi.image.Compression.Format;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.MediaTypes;
import java.util.Optional;

/**
 * Decides what becomes of each layer.
 *
 * @param form what the destination wants
 * @param compression what the caller wants
 * @param pinned why the manifest must not change; empty if it may
 */
record LayerPlan(LayerForm form, Optional<Compression> compression, String pinned) {

    /**
     * What becomes of the layer.
     *
     * @throws ImageException if it would have to change and must not
     */
    LayerChange of(Descriptor layer) {
        // what may not be distributed is kept as it is, unless the place cannot hold it so
        boolean foreign = MediaTypes.isForeignLayer(layer.mediaType()) && form == LayerForm.UNCOMPRESSED;
        if (!MediaTypes.isLayer(layer.mediaType()) && !foreign) {
            return new LayerChange.Keep();
        }
        LayerChange wanted = wanted(LayerTypes.compression(layer.mediaType()));
        boolean optional = form == LayerForm.COMPRESSED && compression.isEmpty();
        if (pinned.isEmpty() || wanted instanceof LayerChange.Keep) {
            return wanted;
        }
        if (optional) {
            return new LayerChange.Keep();
        }
        throw new ImageException(
                Kind.UNSUPPORTED,
                "layer " + layer.digest() + " would have to be "
                        + (wanted instanceof LayerChange.Decompress ? "decompressed" : "compressed anew") + ", but "
                        + pinned);
    }

    private LayerChange wanted(Format present) {
        if (form == LayerForm.UNCOMPRESSED) {
            return present == Format.NONE ? new LayerChange.Keep() : new LayerChange.Decompress();
        }
        if (compression.isEmpty()) {
            boolean compress = form == LayerForm.COMPRESSED && present == Format.NONE;
            return compress ? new LayerChange.Compress(Compression.of(Format.GZIP)) : new LayerChange.Keep();
        }
        Compression chosen = compression.get();
        if (chosen.format() == present || (chosen.format() == Format.ZSTD_CHUNKED && present == Format.ZSTD)) {
            return chosen.force() && present != Format.NONE ? new LayerChange.Compress(chosen) : new LayerChange.Keep();
        }
        return chosen.format() == Format.NONE ? new LayerChange.Decompress() : new LayerChange.Compress(chosen);
    }
}

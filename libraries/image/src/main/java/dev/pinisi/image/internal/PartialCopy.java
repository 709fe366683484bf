package dev.pinisi.image.internal;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.image.internal.partial.PartialLayer;
import dev.pinisi.image.internal.stream.CountingStream;
import dev.pinisi.image.internal.stream.ReadAhead;
import dev.pinisi.image.spi.BlobParts;
import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Copies layers with a table of contents by fetching what the destination lacks of them. It only saves work: whatever goes
 * wrong, the layer is fetched as a whole instead, and errors are told of that.
 */
record PartialCopy(
        ImageSource source, ImageDestination destination, ProgressListener listener, BooleanSupplier stopped) {

    /** What to fetch of a layer; empty if it is best fetched as a whole. */
    Optional<PartialLayer> plan(Descriptor layer) {
        try {
            return PartialLayer.isPossible(layer) ? plan(layer, source.parts(layer)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            giveUp(layer, e);
            return Optional.empty();
        }
    }

    private Optional<PartialLayer> plan(Descriptor layer, Optional<BlobParts> parts) throws IOException {
        Optional<HeldFiles> held = parts.isPresent() ? destination.heldFiles() : Optional.empty();
        if (held.isEmpty()) {
            return Optional.empty();
        }
        BlobParts counted = wanted -> new CountingStream(parts.get().open(wanted), layer, listener, stopped);
        Optional<PartialLayer> partial = PartialLayer.of(layer, counted, held.get());
        if (partial.isEmpty()) {
            listener.layerWhole(layer, "most of it is missing");
        }
        return partial;
    }

    /** Writes a layer; false if that failed. */
    boolean write(Descriptor layer, PartialLayer partial, LayerWriter writer) {
        listener.layerPartial(layer, partial.fetched());
        try (InputStream archive = ReadAhead.ofNetwork(partial.open(), "fetch " + layer.digest())) {
            writer.write(archive, partial.known());
            return true;
        } catch (IOException | RuntimeException e) {
            giveUp(layer, e);
            return false;
        }
    }

    private void giveUp(Descriptor layer, Exception e) {
        if (stopped.getAsBoolean()) {
            throw new ImageException(Kind.CANCELLED, "cancelled", e);
        }
        boolean expected = e instanceof IOException
                || e instanceof ImageException
                || e instanceof ImageDestinationException
                || e instanceof JsonException
                || e instanceof SpecException
                || e instanceof IllegalArgumentException;
        if (!expected) {
            throw (RuntimeException) e;
        }
        listener.layerWhole(layer, String.valueOf(e.getMessage()));
    }
}

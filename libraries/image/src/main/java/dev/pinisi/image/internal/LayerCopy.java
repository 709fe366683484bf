package dev.pinisi.image.internal;

import dev.pinisi.image.CopyOptions;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ProgressListener;
import dev.pinisi.image.ProgressListener.Outcome;
import dev.pinisi.image.internal.partial.PartialLayer;
import dev.pinisi.image.internal.stream.CountingStream;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.internal.stream.ReadAhead;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Copies one layer through a pipeline: fetch and verify the blob on one thread, decompress on a second, while the
 * destination hashes and unpacks on the caller's.
 */
final class LayerCopy {
    /** How long to wait for another writer of a layer before looking whether the copy was given up. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final ImageSource source;
    private final ImageDestination destination;
    private final CopyOptions options;
    private final BooleanSupplier stopped;
    private final PartialCopy parts;

    LayerCopy(ImageSource source, ImageDestination destination, CopyOptions options, BooleanSupplier stopped) {
        this.source = source;
        this.destination = destination;
        this.options = options;
        this.stopped = stopped;
        this.parts = new PartialCopy(source, destination, options.listener(), stopped);
    }

    void copy(ImageRecord.Layer layer) {
        ProgressListener listener = options.listener();
        if (destination.hasLayer(layer.diffId())) {
            listener.layerDone(layer.blob(), Outcome.PRESENT);
            return;
        }
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = reserveAndCopy(layer);
        } catch (ImageException e) {
            throw e.kind() == Kind.CANCELLED
                    ? e
                    : e.within("layer " + layer.blob().digest());
        } catch (ImageDestinationException e) {
            throw new ImageException(Kind.NOT_STORED, "layer " + layer.blob().digest() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ImageException(Kind.CORRUPT, "layer " + layer.blob().digest() + ": " + e.getMessage(), e);
        } finally {
            listener.layerDone(layer.blob(), outcome);
        }
    }

    private Outcome reserveAndCopy(ImageRecord.Layer layer) throws IOException {
        long start = System.nanoTime();
        Optional<PartialLayer> partial = Optional.empty();
        boolean planned = false;
        boolean waiting = false;
        while (true) {
            switch (destination.reserveLayer(layer.diffId(), GLANCE)) {
                case LayerReservation.Present present -> {
                    return Outcome.PRESENT;
                }
                case LayerWriter writer -> {
                    if (!planned) {
                        options.listener().layerStarted(layer.blob());
                        partial = parts.plan(layer.blob());
                        planned = true;
                    }
                    if (write(layer, writer, partial)) {
                        return Outcome.COPIED;
                    }
                    partial = Optional.empty();
                }
                case LayerReservation.Busy busy -> {
                    if (!waiting) {
                        waiting = true;
                        options.listener().layerWaits(layer.blob(), busy.writer());
                    }
                    refuseEndlessWait(start, busy.writer());
                }
            }
        }
    }

    private void refuseEndlessWait(long start, String writer) {
        if (stopped.getAsBoolean()) {
            throw new ImageException(Kind.CANCELLED, "cancelled");
        }
        if (System.nanoTime() - start > options.patience().toNanos()) {
            throw new ImageException(
                    Kind.NOT_STORED,
                    writer + " has been writing it for " + options.patience().toMinutes()
                            + " minutes; wait for it to end, or end it");
        }
    }

    /** False if the layer could not be had in parts, and should be fetched as a whole. */
    private boolean write(ImageRecord.Layer layer, LayerWriter writer, Optional<PartialLayer> partial)
            throws IOException {
        try (writer) {
            if (partial.isEmpty()) {
                transfer(layer, writer);
            } else if (!parts.write(layer.blob(), partial.get(), writer)) {
                return false;
            }
            writer.commit();
            return true;
        }
    }

    private void transfer(ImageRecord.Layer layer, LayerWriter writer) throws IOException {
        Descriptor blob = layer.blob();
        InputStream fetched = new CountingStream(source.open(blob), blob, options.listener(), stopped);
        // the destination verifies the DiffID; a layer that is not compressed needs no second hash
        boolean verified = blob.digest().equals(layer.diffId());
        try (ReadAhead compressed = ReadAhead.ofNetwork(
                        verified ? fetched : new VerifyingStream(fetched, blob), "fetch " + blob.digest());
                InputStream tar = uncompressed(compressed, blob)) {
            writer.write(tar);
            // what follows the archive's end inside the blob belongs to what its digest is of
            drain(compressed);
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] rest = new byte[8192];
        int count = in.read(rest);
        while (count >= 0) {
            count = in.read(rest);
        }
    }

    private static InputStream uncompressed(ReadAhead compressed, Descriptor blob) throws IOException {
        InputStream tar = Decompression.open(compressed, blob.size());
        return tar instanceof PushbackInputStream ? tar : ReadAhead.ofComputation(tar, "unpack " + blob.digest());
    }
}

package dev.pinisi.image.internal;

import dev.pinisi.image.CopyOptions;
import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies an image's layers into a store, several at once. */
public final class LayerCopies {
    private LayerCopies() {}

    /** Copies every layer that the destination does not have. */
    public static void copy(
            SelectedImage image, ImageSource source, ImageDestination destination, CopyOptions options) {
        Set<Digest> seen = new HashSet<>();
        List<ImageRecord.Layer> distinct = new ArrayList<>();
        for (ImageRecord.Layer layer : image.layers()) {
            if (seen.add(layer.diffId())) {
                distinct.add(layer);
            }
        }
        // the largest first: none is left to be copied alone at the end
        distinct.sort(Comparator.comparingLong(
                        (ImageRecord.Layer layer) -> layer.blob().size())
                .reversed());
        Workers workers = new Workers(options.cancel());
        LayerCopy copy = new LayerCopy(source, destination, options, workers::isStopped);
        workers.run(distinct, options.parallel(), copy::copy);
    }
}

package dev.pinisi.imagetool;

import dev.pinisi.image.ImageView;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step of an image's history with the layer that it made.
 *
 * @param layer none for a step that changed the configuration only
 */
record LayerRow(Optional<Descriptor> layer, String step) {

    /** All steps; layers that the history does not tell of follow without one. */
    static List<LayerRow> of(ImageView image) {
        List<LayerRow> rows = new ArrayList<>();
        int next = 0;
        for (ImageConfig.History step : image.config().history()) {
            boolean made = !step.emptyLayer() && next < image.layers().size();
            Optional<Descriptor> layer =
                    made ? Optional.of(image.layers().get(next++).blob()) : Optional.empty();
            rows.add(new LayerRow(layer, step.createdBy()));
        }
        while (next < image.layers().size()) {
            rows.add(new LayerRow(Optional.of(image.layers().get(next++).blob()), ""));
        }
        return rows;
    }
}

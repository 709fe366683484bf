package dev.pinisi.imagetool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageView;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.Json;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.ImageIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tree}: skopeo has no such. */
final class TreeCommand implements Command {
    private static final int HISTORY_WIDTH = 80;

    @Override
    public Manual manual() {
        return new Manual(
                "Show the layers of images",
                "Show the layers of each \"IMAGE-NAME\" from the bottom up: sizes, the history's step that made each, and"
                        + " which are\nshared by several of the images. No layer is read.",
                "[command options] IMAGE-NAME [IMAGE-NAME...]",
                List.of("tree docker://docker.io/library/debian", "tree oci:layout:v1 oci:layout:v2"));
    }

    @Override
    public OptionTable options() {
        return ImageFlags.options().flag("no-trunc", "do not shorten the history's steps");
    }

    @Override
    public void run(Invocation call) throws IOException {
        if (call.words().isEmpty()) {
            throw new Failure("At least one image expected", true);
        }
        Map<String, ImageView> images = new LinkedHashMap<>();
        for (String name : call.words()) {
            try (ImageSource source = Places.open(name, ImageAccess.single().context(call))) {
                images.put(name, ImageFlags.view(call, source));
            }
        }
        SharedLayers shared = SharedLayers.of(images);
        if (call.flag("json")) {
            call.out().print(GoJson.text(document(images, shared)));
            return;
        }
        for (Map.Entry<String, ImageView> image : images.entrySet()) {
            print(call, image.getKey(), image.getValue(), shared);
        }
        if (images.size() > 1) {
            call.out()
                    .println("together " + ByteSize.show(shared.distinctBytes(), " ") + " in " + shared.distinctLayers()
                            + " layers");
        }
    }

    private static void print(Invocation call, String name, ImageView image, SharedLayers shared) {
        call.out().println(name + " (" + image.config().platform() + ")");
        if (image.top() instanceof ImageIndex) {
            call.out().println("│ index    " + image.top().raw().digest());
        }
        call.out().println("│ manifest " + image.manifest().raw().digest());
        call.out().println("│ config   " + image.manifest().config().digest());
        List<LayerRow> rows = LayerRow.of(image);
        long bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            LayerRow row = rows.get(i);
            String branch = i == rows.size() - 1 ? "└─ " : "├─ ";
            call.out().println(branch + line(row, shared, name, call.flag("no-trunc")));
            bytes += row.layer().map(Descriptor::size).orElse(0L);
        }
        call.out()
                .println("   " + ByteSize.show(bytes, " ") + " in "
                        + layers(image.layers().size()));
    }

    private static String layers(int count) {
        return count == 1 ? "1 layer" : count + " layers";
    }

    private static String line(LayerRow row, SharedLayers shared, String image, boolean whole) {
        StringBuilder out = new StringBuilder();
        if (row.layer().isPresent()) {
            Descriptor layer = row.layer().get();
            out.append(layer.digest().shortHex()).append(' ');
            String size = ByteSize.show(layer.size(), "");
            out.repeat(' ', Math.max(0, 9 - size.length())).append(size);
        } else {
            out.append("(no files)").repeat(' ', 12);
        }
        String step = row.step().replaceAll("\\s+", " ").strip();
        out.append("  ")
                .append(whole || step.length() <= HISTORY_WIDTH ? step : step.substring(0, HISTORY_WIDTH) + "…");
        List<String> others =
                row.layer().map(layer -> shared.others(layer, image)).orElse(List.of());
        return out + (others.isEmpty() ? "" : "  [shared with " + String.join(", ", others) + "]");
    }

    private static Json document(Map<String, ImageView> images, SharedLayers shared) {
        List<Json> list = new ArrayList<>();
        for (Map.Entry<String, ImageView> image : images.entrySet()) {
            ImageView view = image.getValue();
            List<Json> layers = new ArrayList<>();
            for (LayerRow row : LayerRow.of(view)) {
                layers.add(document(row, shared, image.getKey()));
            }
            list.add(new Fields()
                    .text("name", image.getKey())
                    .text("platform", view.config().platform().toString())
                    .text("digest", view.top().raw().digest().toString())
                    .text("manifest", view.manifest().raw().digest().toString())
                    .text("config", view.manifest().config().digest().toString())
                    .json("layers", new Json.Arr(layers))
                    .object());
        }
        return new Json.Arr(list);
    }

    private static Json document(LayerRow row, SharedLayers shared, String image) {
        Fields fields = new Fields();
        row.layer()
                .ifPresent(layer -> fields.text("digest", layer.digest().toString())
                        .text("mediaType", layer.mediaType())
                        .number("size", layer.size())
                        .strings("sharedWith", shared.others(layer, image)));
        return fields.text("createdBy", row.step()).object();
    }
}

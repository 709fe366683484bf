package dev.pinisi.tool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.engine.EngineException;
import dev.pinisi.engine.ImageInfo;
import dev.pinisi.engine.ImageLayer;
import java.util.List;
import java.util.Optional;

/** {@code image tree}. */
final class ImageTreeCommand implements Command {
    @Override
    public Manual manual() {
        return new Manual(
                "Print layer hierarchy of an image in a tree format",
                "Prints an image's layers, the base first; with --whatrequires also what other images have on them.",
                "[options] IMAGE",
                List.of("image tree alpine:latest"));
    }

    @Override
    public OptionTable options() {
        return new OptionTable().flag("whatrequires", "Show all child images and layers of the specified image");
    }

    @Override
    public int run(Invocation call) {
        call.expectExactly(1);
        String name = call.words().get(0);
        ImageInfo image = call.images()
                .find(name)
                .orElseThrow(() ->
                        new EngineException(EngineException.Kind.NO_SUCH_IMAGE, name, name + ": image not known"));
        StringBuilder out = new StringBuilder();
        out.append("Image ID: ").append(ContainerText.shortId(image.id())).append('\n');
        out.append("Tags:     [").append(String.join(" ", image.names())).append("]\n");
        out.append("Size:     ").append(size(image.size())).append('\n');
        Optional<ImageLayer> base = call.images().layers(name, call.flag("whatrequires"));
        if (base.isPresent()) {
            out.append("Image Layers\n");
            trunk(out, "", base.get());
        } else {
            out.append("No Image Layers\n");
        }
        call.out().println(out.toString());
        return 0;
    }

    /** Layers on each other stand in one column; where several images part, each gets a column of its own. */
    private static void trunk(StringBuilder out, String prefix, ImageLayer layer) {
        boolean last = layer.above().isEmpty();
        line(out, prefix + (last ? "└── " : "├── "), layer);
        if (layer.above().size() == 1) {
            trunk(out, prefix, layer.above().get(0));
            return;
        }
        for (int i = 0; i < layer.above().size(); i++) {
            branch(out, prefix, layer.above().get(i), i == layer.above().size() - 1);
        }
    }

    private static void branch(StringBuilder out, String prefix, ImageLayer layer, boolean last) {
        line(out, prefix + (last ? "└── " : "├── "), layer);
        String deeper = prefix + (last ? "    " : "│   ");
        List<ImageLayer> above = layer.above();
        if (above.size() == 1) {
            trunk(out, deeper, above.get(0));
            return;
        }
        for (int i = 0; i < above.size(); i++) {
            branch(out, deeper, above.get(i), i == above.size() - 1);
        }
    }

    private static void line(StringBuilder out, String branch, ImageLayer layer) {
        String hex = layer.diffId().substring(layer.diffId().indexOf(':') + 1);
        out.append(branch).append("ID: ").append(ContainerText.shortId(hex));
        out.append(" Size: ")
                .append(" ".repeat(Math.max(0, 7 - size(layer.size()).length())));
        out.append(size(layer.size()));
        if (!layer.topOf().isEmpty()) {
            out.append(" Top Layer of: [")
                    .append(String.join(" ", layer.topOf()))
                    .append(']');
        }
        out.append('\n');
    }

    private static String size(long bytes) {
        return ByteSize.precise(bytes);
    }
}

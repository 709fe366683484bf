package dev.pinisi.imagetool;

import dev.pinisi.commandline.ByteSize;
import dev.pinisi.commandline.Fields;
import dev.pinisi.commandline.Output;
import dev.pinisi.image.ImageDifference;
import dev.pinisi.image.ImageDifference.FileChange;
import dev.pinisi.image.ImageDifference.MemberChange;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** What {@code diff} prints: minus for what only the first image has, plus for the second, A D M as git has them. */
final class DifferenceReport {
    private DifferenceReport() {}

    static void print(Output out, ImageDifference difference) {
        if (difference.isEmpty()) {
            return;
        }
        out.println("Layers (" + difference.inBoth().size() + " in both)");
        difference.onlyInFirst().forEach(layer -> out.println("- " + layer(layer)));
        difference.onlyInSecond().forEach(layer -> out.println("+ " + layer(layer)));
        if (!difference.config().isEmpty()) {
            out.println("Configuration");
        }
        for (MemberChange change : difference.config()) {
            member(out, "- ", change.path(), change.first());
            member(out, "+ ", change.path(), change.second());
        }
        if (!difference.files().isEmpty()) {
            out.println("Files");
        }
        difference.files().forEach(change -> out.println(file(change)));
    }

    private static String layer(ImageRecord.Layer layer) {
        return layer.diffId() + " " + ByteSize.show(layer.blob().size(), " ");
    }

    private static void member(Output out, String sign, String path, Json value) {
        if (!(value instanceof Json.Null)) {
            out.println(sign + path + ": " + new JsonWriter().value(value));
        }
    }

    private static String file(FileChange change) {
        return switch (change) {
            case FileChange.Added added -> "A /" + added.path();
            case FileChange.Removed removed -> "D /" + removed.path();
            case FileChange.Modified modified ->
                "M /" + modified.path() + " (" + String.join(", ", modified.what()) + ")";
        };
    }

    static Json document(ImageDifference difference) {
        List<Json> config = new ArrayList<>();
        for (MemberChange change : difference.config()) {
            config.add(new Fields()
                    .text("path", change.path())
                    .json("first", change.first())
                    .json("second", change.second())
                    .object());
        }
        List<Json> files = new ArrayList<>();
        difference.files().forEach(change -> files.add(document(change)));
        Json layers = new Fields()
                .json("both", layers(difference.inBoth()))
                .json("first", layers(difference.onlyInFirst()))
                .json("second", layers(difference.onlyInSecond()))
                .object();
        return new Fields()
                .bool("same", difference.isEmpty())
                .json("layers", layers)
                .json("config", new Json.Arr(config))
                .json("files", new Json.Arr(files))
                .object();
    }

    private static Json layers(List<ImageRecord.Layer> layers) {
        List<Json> list = new ArrayList<>();
        for (ImageRecord.Layer layer : layers) {
            list.add(new Fields()
                    .text("diffId", layer.diffId().toString())
                    .text("digest", layer.blob().digest().toString())
                    .number("size", layer.blob().size())
                    .object());
        }
        return new Json.Arr(list);
    }

    private static Json document(FileChange change) {
        Fields fields = new Fields().text("path", "/" + change.path());
        return switch (change) {
            case FileChange.Added added ->
                fields.text("change", "added")
                        .number("size", added.file().size())
                        .object();
            case FileChange.Removed removed ->
                fields.text("change", "removed")
                        .number("size", removed.file().size())
                        .object();
            case FileChange.Modified modified ->
                fields.text("change", "modified")
                        .strings("what", modified.what())
                        .number("sizeFirst", modified.first().size())
                        .number("sizeSecond", modified.second().size())
                        .object();
        };
    }
}

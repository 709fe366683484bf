package dev.pinisi.storage.internal;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code image.json}: what lists show of an image.
 *
 * @param created as the configuration has it
 * @param createdSeconds the same since 1970, to sort by
 */
record ImageFile(Digest id, Digest digest, String created, long createdSeconds, long size, List<Digest> layers) {
    private static final String NAME = "image.json";

    /** Reads an image's directory; nothing if it is gone or damaged. */
    static Optional<ImageFile> read(Path image) {
        try {
            Optional<JsonCursor> json = SmallFiles.readJson(image.resolve(NAME));
            return json.isPresent() ? Optional.of(read(json.get())) : Optional.empty();
        } catch (JsonException | SpecException damaged) {
            return Optional.empty();
        }
    }

    private static ImageFile read(JsonCursor json) {
        List<Digest> layers = new ArrayList<>();
        for (String layer : json.field("layers").strings()) {
            layers.add(Digest.parse(layer));
        }
        return new ImageFile(
                Digest.parse(json.field("id").string()),
                Digest.parse(json.field("digest").string()),
                json.field("created").stringOr(""),
                json.field("createdSeconds").longOr(0),
                json.field("size").longOr(0),
                layers);
    }

    void write(Path image) {
        JsonWriter out = new JsonWriter().object();
        out.name("id").value(id.toString());
        out.name("digest").value(digest.toString());
        out.name("created").value(created);
        out.name("createdSeconds").value(createdSeconds);
        out.name("size").value(size);
        out.name("layers").array();
        for (Digest layer : layers) {
            out.value(layer.toString());
        }
        SmallFiles.write(image.resolve(NAME), out.end().end().bytes());
    }
}

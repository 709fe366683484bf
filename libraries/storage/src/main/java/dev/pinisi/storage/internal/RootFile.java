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

/** {@code rootfs.json}: what a container's root file system is made of, and by which driver. */
record RootFile(String driver, Optional<Digest> image, List<Digest> layers, boolean ephemeral) {
    private static final String NAME = "rootfs.json";

    /** Reads it; nothing if the container has none, or it is damaged. */
    static Optional<RootFile> read(Path rootfs) {
        try {
            Optional<JsonCursor> json = SmallFiles.readJson(rootfs.resolve(NAME));
            return json.isPresent() ? Optional.of(read(json.get())) : Optional.empty();
        } catch (JsonException | SpecException damaged) {
            return Optional.empty();
        }
    }

    private static RootFile read(JsonCursor json) {
        List<Digest> layers = new ArrayList<>();
        for (String layer : json.field("layers").strings()) {
            layers.add(Digest.parse(layer));
        }
        JsonCursor image = json.field("image");
        return new RootFile(
                json.field("driver").string(),
                image.isPresent() ? Optional.of(Digest.parse(image.string())) : Optional.empty(),
                layers,
                json.field("ephemeral").boolOr(false));
    }

    void write(Path rootfs) {
        JsonWriter out = new JsonWriter().object().name("driver").value(driver);
        if (image.isPresent()) {
            out.name("image").value(image.get().toString());
        }
        out.name("layers").array();
        for (Digest layer : layers) {
            out.value(layer.toString());
        }
        out.end().name("ephemeral").value(ephemeral);
        SmallFiles.write(rootfs.resolve(NAME), out.end().bytes());
    }
}

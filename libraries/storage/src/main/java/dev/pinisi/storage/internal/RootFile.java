package dev.pinisi.storage.internal;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.linux.IdMappings;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code rootfs.json}: what a container's root file system is made of, and by which driver. */
record RootFile(
        String driver,
        List<String> options,
        Optional<Digest> image,
        List<Digest> layers,
        boolean ephemeral,
        IdMappings mappings,
        long size) {
    static final String NAME = "rootfs.json";

    /** Reads it; nothing if the container has none, or it is damaged. */
    static Optional<RootFile> read(Path rootfs) {
        try {
            Optional<JsonCursor> json = SmallFiles.readJson(rootfs.resolve(NAME));
            return json.isPresent() ? Optional.of(read(json.get())) : Optional.empty();
        } catch (JsonException | SpecException | NumberFormatException | IndexOutOfBoundsException damaged) {
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
                json.field("options").strings(),
                image.isPresent() ? Optional.of(Digest.parse(image.string())) : Optional.empty(),
                layers,
                json.field("ephemeral").boolOr(false),
                mappings(json),
                json.field("size").longOr(0));
    }

    private static IdMappings mappings(JsonCursor json) {
        JsonCursor users = json.field("users");
        return users.isPresent() ? new IdMappings(ranges(users), ranges(json.field("groups"))) : IdMappings.NONE;
    }

    private static List<IdMappings.Range> ranges(JsonCursor json) {
        List<IdMappings.Range> ranges = new ArrayList<>();
        for (String range : json.strings()) {
            String[] numbers = range.split(" ", -1);
            ranges.add(new IdMappings.Range(
                    Integer.parseUnsignedInt(numbers[0]),
                    Integer.parseUnsignedInt(numbers[1]),
                    Integer.parseUnsignedInt(numbers[2])));
        }
        return ranges;
    }

    void write(Path rootfs) {
        JsonWriter out = new JsonWriter().object().name("driver").value(driver);
        if (!options.isEmpty()) {
            write(out.name("options"), options);
        }
        if (image.isPresent()) {
            out.name("image").value(image.get().toString());
        }
        write(out.name("layers"), layers);
        out.name("ephemeral").value(ephemeral);
        if (!mappings.isNone()) {
            write(out.name("users"), mappings.users());
            write(out.name("groups"), mappings.groups());
        }
        if (size > 0) {
            out.name("size").value(size);
        }
        SmallFiles.write(rootfs.resolve(NAME), out.end().bytes());
    }

    private static void write(JsonWriter out, List<?> texts) {
        out.array();
        for (Object text : texts) {
            out.value(text.toString());
        }
        out.end();
    }
}

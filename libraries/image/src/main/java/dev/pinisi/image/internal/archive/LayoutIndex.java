package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.MediaTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A layout's index.json while it is changed. What it says besides, and about other images, stays as it is. */
final class LayoutIndex {
    static final String FILE = "index.json";
    private static final String MANIFESTS = "manifests";
    private static final String ANNOTATIONS = "annotations";

    private final Map<String, Json> members;
    private final List<Json> manifests;

    private LayoutIndex(Map<String, Json> members, List<Json> manifests) {
        this.members = members;
        this.manifests = manifests;
    }

    /**
     * Reads an index.
     *
     * @param present empty for a new one
     */
    static LayoutIndex of(byte[] present) {
        if (present.length == 0) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("schemaVersion", new Json.Num("2"));
            members.put("mediaType", new Json.Str(MediaTypes.OCI_INDEX));
            return new LayoutIndex(members, new ArrayList<>());
        }
        try {
            JsonCursor json = JsonCursor.parse(present);
            List<Json> manifests = new ArrayList<>();
            for (JsonCursor manifest : json.field(MANIFESTS).elements()) {
                manifests.add(manifest.json());
            }
            Map<String, Json> members = new LinkedHashMap<>();
            for (Map.Entry<String, JsonCursor> member : json.fields().entrySet()) {
                members.put(member.getKey(), member.getValue().json());
            }
            return new LayoutIndex(members, manifests);
        } catch (JsonException e) {
            throw new ImageException(Kind.CORRUPT, FILE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Adds an image. Another one of its name loses the name; the same one without a name is replaced. */
    void add(Descriptor image) {
        String name = image.annotations().getOrDefault(OciLayout.REF_NAME, "");
        List<Json> kept = new ArrayList<>();
        for (Json manifest : manifests) {
            String other = name(manifest);
            boolean same = digest(manifest).equals(image.digest().toString());
            if (same && (other.isEmpty() || other.equals(name))) {
                continue;
            }
            kept.add(!name.isEmpty() && other.equals(name) ? withoutName(manifest) : manifest);
        }
        JsonWriter out = new JsonWriter();
        image.write(out);
        kept.add(Json.parse(out.bytes()));
        manifests.clear();
        manifests.addAll(kept);
    }

    /** Removes the entry of that image and name; whether there was one. */
    boolean remove(Descriptor image) {
        String name = image.annotations().getOrDefault(OciLayout.REF_NAME, "");
        return manifests.removeIf(
                manifest -> digest(manifest).equals(image.digest().toString())
                        && name(manifest).equals(name));
    }

    byte[] bytes() {
        Map<String, Json> all = new LinkedHashMap<>(members);
        all.put(MANIFESTS, new Json.Arr(manifests));
        return new JsonWriter().value(new Json.Obj(all)).bytes();
    }

    private static String digest(Json manifest) {
        return JsonCursor.of(manifest).field("digest").stringOr("");
    }

    private static String name(Json manifest) {
        return JsonCursor.of(manifest)
                .field(ANNOTATIONS)
                .field(OciLayout.REF_NAME)
                .stringOr("");
    }

    private static Json withoutName(Json manifest) {
        Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) manifest).members());
        Map<String, Json> annotations = new LinkedHashMap<>();
        JsonCursor.of(manifest)
                .field(ANNOTATIONS)
                .fields()
                .forEach((name, value) -> annotations.put(name, value.json()));
        annotations.remove(OciLayout.REF_NAME);
        if (annotations.isEmpty()) {
            members.remove(ANNOTATIONS);
        } else {
            members.put(ANNOTATIONS, new Json.Obj(annotations));
        }
        return new Json.Obj(members);
    }
}

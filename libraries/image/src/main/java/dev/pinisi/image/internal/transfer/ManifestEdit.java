package dev.pinisi.image.internal.transfer;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Manifests written anew because their layers changed, or their family. What is not changed stays as it was; what
 * Docker's schema 2 does not know (annotations, subject, artifact type) is left out of it. Members stand in the order
 * that skopeo and Docker have them in, so that the same conversion makes the same digest.
 */
final class ManifestEdit {
    private static final String MEDIA_TYPE = "mediaType";

    private ManifestEdit() {}

    /** The manifest with these layers, in a family. */
    static ImageManifest image(ImageManifest original, boolean docker, List<Descriptor> layers) {
        Map<String, Json> members = members(original, docker, LayerTypes.manifest(docker));
        Descriptor config = original.config();
        if (docker != LayerTypes.isDocker(original.mediaType())) {
            config = new Descriptor(LayerTypes.config(docker), config.digest(), config.size());
        }
        members.put("config", edited(original.raw().json().field("config"), config, docker));
        members.put("layers", descriptors(original.raw().json().field("layers"), layers, docker));
        return ImageManifest.parse(document(members));
    }

    /** The index with these images, in a family. */
    static ImageIndex index(ImageIndex original, boolean docker, List<Descriptor> images) {
        Map<String, Json> members = members(original, docker, LayerTypes.index(docker));
        members.put("manifests", descriptors(original.raw().json().field("manifests"), images, docker));
        return ImageIndex.parse(document(members));
    }

    private static Map<String, Json> members(Manifest original, boolean docker, String type) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("schemaVersion", new Json.Num("2"));
        members.put(MEDIA_TYPE, new Json.Str(type));
        Map<String, Json> before = members(original.raw().json());
        if (!docker) {
            add(members, before, "artifactType", "config", "layers", "manifests", "subject", "annotations");
        }
        before.forEach(members::putIfAbsent);
        if (docker) {
            members.keySet().removeAll(List.of("artifactType", "subject", "annotations"));
        }
        return members;
    }

    private static Map<String, Json> members(JsonCursor json) {
        return ((Json.Obj) json.json()).members();
    }

    /** Adds those of the members that are there, in this order. */
    private static void add(Map<String, Json> members, Map<String, Json> before, String... names) {
        for (String name : names) {
            Json value = before.get(name);
            if (value != null) {
                members.put(name, value);
            }
        }
    }

    private static Json descriptors(JsonCursor originals, List<Descriptor> changed, boolean docker) {
        List<JsonCursor> before = originals.elements();
        List<Json> after = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            after.add(edited(before.get(i), changed.get(i), docker));
        }
        return new Json.Arr(after);
    }

    private static Json edited(JsonCursor original, Descriptor changed, boolean docker) {
        Map<String, Json> before = members(original);
        Map<String, Json> members = new LinkedHashMap<>();
        Json size = new Json.Num(Long.toString(changed.size()));
        members.put(MEDIA_TYPE, new Json.Str(changed.mediaType()));
        if (docker) {
            members.put("size", size);
        }
        members.put("digest", new Json.Str(changed.digest().toString()));
        members.putIfAbsent("size", size);
        add(members, before, "urls");
        if (!docker && !changed.annotations().isEmpty()) {
            members.put("annotations", annotations(changed));
        }
        before.forEach(members::putIfAbsent);
        if (docker || changed.annotations().isEmpty()) {
            members.remove("annotations");
        }
        return new Json.Obj(members);
    }

    private static Json annotations(Descriptor changed) {
        Map<String, Json> annotations = new LinkedHashMap<>();
        changed.annotations().forEach((name, value) -> annotations.put(name, new Json.Str(value)));
        return new Json.Obj(annotations);
    }

    private static RawDocument document(Map<String, Json> members) {
        return RawDocument.of(new JsonWriter().value(new Json.Obj(members)).bytes());
    }
}

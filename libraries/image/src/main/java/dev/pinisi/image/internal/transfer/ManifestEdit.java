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
 * Docker's schema 2 does not know (annotations, subject, artifact type) is left out of it.
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
        members.putAll(((Json.Obj) original.raw().json().json()).members());
        members.put(MEDIA_TYPE, new Json.Str(type));
        if (docker) {
            members.remove("annotations");
            members.remove("subject");
            members.remove("artifactType");
        }
        return members;
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
        Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) original.json()).members());
        members.put(MEDIA_TYPE, new Json.Str(changed.mediaType()));
        members.put("digest", new Json.Str(changed.digest().toString()));
        members.put("size", new Json.Num(Long.toString(changed.size())));
        if (docker || changed.annotations().isEmpty()) {
            members.remove("annotations");
        } else {
            Map<String, Json> annotations = new LinkedHashMap<>();
            changed.annotations().forEach((name, value) -> annotations.put(name, new Json.Str(value)));
            members.put("annotations", new Json.Obj(annotations));
        }
        return new Json.Obj(members);
    }

    private static RawDocument document(Map<String, Json> members) {
        return RawDocument.of(new JsonWriter().value(new Json.Obj(members)).bytes());
    }
}

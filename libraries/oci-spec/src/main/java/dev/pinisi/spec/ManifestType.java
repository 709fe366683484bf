package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;

/** Decides what a manifest is, and refuses one that two readers could take for different things (CVE-2021-41190). */
final class ManifestType {
    private static final String SUBJECT = "manifest";

    private ManifestType() {}

    static String of(JsonCursor json, String announced) {
        String type = json.field("mediaType").stringOr("");
        if (type.isEmpty()) {
            type = announcedOrGuessed(json, announced);
        }
        int version = json.field("schemaVersion").intOr(0);
        if (MediaTypes.isSchema1(type) || version == 1) {
            throw new SpecException(
                    SUBJECT, "Docker schema 1 is not supported: it was given up in 2017; push the image again");
        }
        if (version != 2) {
            throw json.field("schemaVersion").fail("2 expected, not " + version);
        }
        if (!MediaTypes.isManifest(type) && !MediaTypes.isIndex(type)) {
            throw new SpecException(SUBJECT, "the type \"" + type + "\" is not an image's or an index's");
        }
        refuseAmbiguous(json, type);
        return type;
    }

    private static String announcedOrGuessed(JsonCursor json, String announced) {
        boolean known = MediaTypes.isManifest(announced) || MediaTypes.isIndex(announced);
        if (known || MediaTypes.isSchema1(announced)) {
            return announced;
        }
        return json.field("manifests").isPresent() ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }

    private static void refuseAmbiguous(JsonCursor json, String type) {
        boolean index = MediaTypes.isIndex(type);
        String[] foreign = index
                ? new String[] {"config", "layers", "fsLayers", "history"}
                : new String[] {"manifests", "fsLayers", "history"};
        for (String member : foreign) {
            if (json.field(member).isPresent()) {
                throw new SpecException(
                        SUBJECT,
                        "ambiguous: \"" + member + "\" does not belong into "
                                + (index ? "an index" : "an image's manifest"));
            }
        }
    }
}

package dev.pinisi.spec;

import dev.pinisi.json.JsonCursor;

/** What stands at a name or digest in a registry or layout: one image, or an index of several. */
public sealed interface Manifest permits ImageManifest, ImageIndex {

    /** The bytes as received. */
    RawDocument raw();

    /** One of the manifest types of {@link MediaTypes}. */
    String mediaType();

    /**
     * Reads a manifest or an index. The document's own {@code mediaType} decides; without one the type it was
     * announced with, and then its members.
     *
     * @param announced the type by which it came: a Content-Type or a descriptor's; may be empty or wrong
     * @throws SpecException if the document is neither, is Docker schema 1, or could be read as both
     * @throws dev.pinisi.json.JsonException if a member is missing or malformed
     */
    static Manifest parse(RawDocument raw, String announced) {
        JsonCursor json = raw.json();
        String type = ManifestType.of(json, announced);
        return MediaTypes.isIndex(type) ? ImageIndex.read(raw, json, type) : ImageManifest.read(raw, json, type);
    }
}

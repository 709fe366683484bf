package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;

/**
 * The root file system.
 *
 * @param path absolute, or relative to the bundle
 */
public record RootConfig(String path, boolean readonly) {

    static RootConfig read(JsonCursor root) {
        return new RootConfig(
                Checks.notEmpty(root.field("path")), root.field("readonly").boolOr(false));
    }
}

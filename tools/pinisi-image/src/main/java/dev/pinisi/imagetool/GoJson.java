package dev.pinisi.imagetool;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;

/** Documents as Go's encoder indents them for skopeo. */
final class GoJson {
    private static final int INDENT = 4;

    private GoJson() {}

    /** The document and a newline. Go writes what could end an HTML script as escapes; it occurs in strings only. */
    static String text(Json document) {
        return new JsonWriter(INDENT)
                .value(document)
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .concat("\n");
    }
}

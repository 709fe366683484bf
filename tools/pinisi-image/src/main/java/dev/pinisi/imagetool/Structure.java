package dev.pinisi.imagetool;

import dev.pinisi.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document in its two forms: with the names of Go's fields for templates, and with those of its JSON members. A
 * member that is empty may be left out of the latter.
 */
final class Structure {
    private final Map<String, Json> fields = new LinkedHashMap<>();
    private final Map<String, Json> members = new LinkedHashMap<>();

    /** A member that is always there. */
    Structure always(String field, String member, Json value) {
        fields.put(field, value);
        members.put(member, value);
        return this;
    }

    /** A member that is left out when it is null, empty or zero. */
    Structure unlessEmpty(String field, String member, Json value) {
        fields.put(field, value);
        if (!isEmpty(value)) {
            members.put(member, value);
        }
        return this;
    }

    /** A member that has two forms itself. */
    Structure inner(String field, String member, Structure value) {
        fields.put(field, value.fields());
        members.put(member, value.document());
        return this;
    }

    /** A list whose elements have two forms; left out where it is empty. */
    Structure list(String field, String member, List<Json> elementFields, List<Json> elements) {
        fields.put(field, new Json.Arr(elementFields));
        if (!elements.isEmpty()) {
            members.put(member, new Json.Arr(elements));
        }
        return this;
    }

    /** What templates see where it differs from the document: a moment in Go's own notation. */
    Structure inTemplates(String field, Json value) {
        fields.put(field, value);
        return this;
    }

    Json.Obj fields() {
        return new Json.Obj(fields);
    }

    Json.Obj document() {
        return new Json.Obj(members);
    }

    private static boolean isEmpty(Json value) {
        // not a switch over patterns: linking one costs a cold JVM several milliseconds
        if (value instanceof Json.Str text) {
            return text.value().isEmpty();
        }
        if (value instanceof Json.Obj object) {
            return object.members().isEmpty();
        }
        if (value instanceof Json.Arr array) {
            return array.elements().isEmpty();
        }
        boolean zero = value instanceof Json.Num number && number.text().equals("0");
        return zero || value instanceof Json.Null || (value instanceof Json.Bool bool && !bool.value());
    }
}

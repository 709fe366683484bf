package dev.pinisi.engine.internal;

import dev.pinisi.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a JSON object member by member. */
final class Members {
    private final Map<String, Json> members = new LinkedHashMap<>();

    Members put(String name, Json value) {
        members.put(name, value);
        return this;
    }

    Members put(String name, String value) {
        return put(name, new Json.Str(value));
    }

    Members put(String name, long value) {
        return put(name, new Json.Num(Long.toString(value)));
    }

    Members put(String name, boolean value) {
        return put(name, value ? Json.TRUE : Json.FALSE);
    }

    Members put(String name, List<String> values) {
        return put(name, strings(values));
    }

    Members put(String name, Map<String, String> values) {
        Members map = new Members();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            map.put(entry.getKey(), entry.getValue());
        }
        return put(name, map.object());
    }

    /** As Go writes a list that nobody made. */
    Members putOrNull(String name, List<String> values) {
        return put(name, values.isEmpty() ? Json.NULL : strings(values));
    }

    Json.Obj object() {
        return new Json.Obj(members);
    }

    static Json.Arr strings(List<String> values) {
        List<Json> elements = new ArrayList<>(values.size());
        for (String value : values) {
            elements.add(new Json.Str(value));
        }
        return new Json.Arr(elements);
    }
}

package dev.pinisi.commandline;

import dev.pinisi.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the members of an object for templates and JSON output. */
public final class Fields {
    private final Map<String, Json> members = new LinkedHashMap<>();

    /** No members yet. */
    public Fields() {}

    public Fields text(String name, String value) {
        return json(name, new Json.Str(value));
    }

    public Fields number(String name, long value) {
        return json(name, new Json.Num(Long.toString(value)));
    }

    public Fields bool(String name, boolean value) {
        return json(name, value ? Json.TRUE : Json.FALSE);
    }

    public Fields strings(String name, Collection<String> values) {
        ArrayList<Json> list = new ArrayList<>(values.size());
        for (String value : values) {
            list.add(new Json.Str(value));
        }
        return json(name, new Json.Arr(list));
    }

    public Fields strings(String name, Map<String, String> values) {
        Fields inner = new Fields();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            inner.text(entry.getKey(), entry.getValue());
        }
        return json(name, inner.object());
    }

    public Fields json(String name, Json value) {
        members.put(name, value);
        return this;
    }

    public Json.Obj object() {
        return new Json.Obj(members);
    }
}

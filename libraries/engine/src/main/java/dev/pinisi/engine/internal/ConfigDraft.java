package dev.pinisi.engine.internal;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image's configuration while it is made. What nobody here knows of an earlier one stays as it was. */
final class ConfigDraft {
    private static final List<String> ORDER =
            List.of("created", "author", "comment", "architecture", "variant", "os", "config", "rootfs", "history");
    private static final List<String> CONFIG_ORDER = List.of(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Healthcheck",
            "Volumes",
            "WorkingDir",
            "Labels",
            "StopSignal",
            "OnBuild",
            "Shell");

    private final Map<String, Json> members = new LinkedHashMap<>();
    private final Map<String, Json> config = new LinkedHashMap<>();
    private final List<Json> diffIds = new ArrayList<>();
    private final List<Json> history = new ArrayList<>();

    private ConfigDraft() {}

    /** An empty one. */
    static ConfigDraft of(Platform platform) {
        ConfigDraft draft = new ConfigDraft();
        draft.put("architecture", platform.architecture());
        draft.put("variant", platform.variant());
        draft.put("os", platform.os());
        return draft;
    }

    /**
     * One that begins with another image's.
     *
     * @param withLayers whether its layers and their history count, too
     */
    static ConfigDraft of(ImageConfig parent, boolean withLayers) {
        ConfigDraft draft = new ConfigDraft();
        if (Json.parse(parent.raw().bytes()) instanceof Json.Obj whole) {
            draft.members.putAll(whole.members());
            draft.take(whole, "config", draft.config);
            if (withLayers && whole.members().get("history") instanceof Json.Arr steps) {
                draft.history.addAll(steps.elements());
            }
        }
        // of the container that it was built in: docker's
        draft.members.remove("container_config");
        draft.members.remove("container");
        draft.members.remove("id");
        if (withLayers) {
            parent.diffIds().forEach(draft::addLayer);
        }
        return draft;
    }

    private void take(Json.Obj whole, String member, Map<String, Json> into) {
        if (whole.members().get(member) instanceof Json.Obj object) {
            into.putAll(object.members());
        }
    }

    /** Sets a member; an empty text leaves it out. */
    void put(String member, String value) {
        set(members, member, value.isEmpty() ? Json.NULL : new Json.Str(value));
    }

    /** Sets a member of {@code config}; an empty text leaves it out. */
    void configure(String member, String value) {
        set(config, member, value.isEmpty() ? Json.NULL : new Json.Str(value));
    }

    void configure(String member, List<String> values) {
        set(config, member, values.isEmpty() ? Json.NULL : Members.strings(values));
    }

    private static void set(Map<String, Json> into, String member, Json value) {
        if (value instanceof Json.Null) {
            into.remove(member);
        } else {
            into.put(member, value);
        }
    }

    /** The text of a member of {@code config}; empty if there is none. */
    String configured(String member) {
        return config.get(member) instanceof Json.Str text ? text.value() : "";
    }

    /** Adds to a set, which Go writes as an object of empty objects. */
    void addToSet(String member, String value) {
        Map<String, Json> set = object(member);
        set.put(value, new Json.Obj(Map.of()));
        config.put(member, new Json.Obj(set));
    }

    void label(String name, String value) {
        Map<String, Json> labels = object("Labels");
        labels.put(name, new Json.Str(value));
        config.put("Labels", new Json.Obj(labels));
    }

    private Map<String, Json> object(String member) {
        return config.get(member) instanceof Json.Obj object
                ? new LinkedHashMap<>(object.members())
                : new LinkedHashMap<>();
    }

    /** Sets a variable of the environment where it stood before, else at the end. */
    void environment(String name, String value) {
        List<Json> variables = list("Env");
        Json variable = new Json.Str(name + "=" + value);
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i) instanceof Json.Str old && old.value().startsWith(name + "=")) {
                variables.set(i, variable);
                config.put("Env", new Json.Arr(variables));
                return;
            }
        }
        append("Env", name + "=" + value);
    }

    void append(String member, String value) {
        List<Json> values = list(member);
        values.add(new Json.Str(value));
        config.put(member, new Json.Arr(values));
    }

    private List<Json> list(String member) {
        return config.get(member) instanceof Json.Arr array ? new ArrayList<>(array.elements()) : new ArrayList<>();
    }

    void addLayer(Digest diffId) {
        diffIds.add(new Json.Str(diffId.toString()));
    }

    void addHistory(Json.Obj step) {
        history.add(step);
    }

    RawDocument finish() {
        members.put("config", new Json.Obj(ordered(config, CONFIG_ORDER)));
        members.put(
                "rootfs",
                new Members()
                        .put("type", "layers")
                        .put("diff_ids", new Json.Arr(diffIds))
                        .object());
        members.put("history", new Json.Arr(history));
        return RawDocument.of(
                new JsonWriter().value(new Json.Obj(ordered(members, ORDER))).bytes());
    }

    /** As podman orders members; others behind. */
    private static Map<String, Json> ordered(Map<String, Json> members, List<String> order) {
        Map<String, Json> result = new LinkedHashMap<>();
        for (String name : order) {
            Json value = members.get(name);
            if (value != null) {
                result.put(name, value);
            }
        }
        for (Map.Entry<String, Json> member : members.entrySet()) {
            result.putIfAbsent(member.getKey(), member.getValue());
        }
        return result;
    }
}

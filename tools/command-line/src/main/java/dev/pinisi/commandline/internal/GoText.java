package dev.pinisi.commandline.internal;

import dev.pinisi.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** Values as Go's fmt prints them with {@code %v}. */
final class GoText {
    /** What a key that a map does not have prints as; false in conditions. */
    static final Json NO_VALUE = new Json.Null();

    private GoText() {}

    static String of(Json value) {
        if (value instanceof Json.Str text) {
            return text.value();
        }
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    @SuppressWarnings("ReferenceEquality") // one nil stands for a missing key, any other for itself
    private static void append(StringBuilder out, Json value) {
        switch (value) {
            case Json.Null nothing -> out.append(nothing == NO_VALUE ? "<no value>" : "<nil>");
            case Json.Bool bool -> out.append(bool.value());
            case Json.Num number -> out.append(number.text());
            case Json.Str text -> out.append(text.value());
            case Json.Arr array -> {
                out.append('[');
                for (int i = 0; i < array.elements().size(); i++) {
                    out.append(i == 0 ? "" : " ");
                    append(out, array.elements().get(i));
                }
                out.append(']');
            }
            case Json.Obj object -> appendObject(out, object);
        }
    }

    private static void appendObject(StringBuilder out, Json.Obj object) {
        boolean structure = isStructure(object);
        out.append(structure ? "{" : "map[");
        Map<String, Json> members = structure ? object.members() : new TreeMap<>(object.members());
        String separator = "";
        for (Map.Entry<String, Json> member : members.entrySet()) {
            out.append(separator);
            if (!structure) {
                out.append(member.getKey()).append(':');
            }
            append(out, member.getValue());
            separator = " ";
        }
        out.append(structure ? '}' : ']');
    }

    /** Whether all names begin with capitals, as the exported fields of a Go structure do. */
    private static boolean isStructure(Json.Obj object) {
        for (String name : object.members().keySet()) {
            if (name.isEmpty() || !Character.isUpperCase(name.charAt(0))) {
                return false;
            }
        }
        return !object.members().isEmpty();
    }
}

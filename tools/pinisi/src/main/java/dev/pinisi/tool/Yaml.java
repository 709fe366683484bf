package dev.pinisi.tool;

import dev.pinisi.json.Json;
import java.util.Map;

/** An object as YAML, for reading by people: what {@code info} prints. */
final class Yaml {
    private Yaml() {}

    static String text(Json.Obj object) {
        StringBuilder out = new StringBuilder();
        members(out, object, 0);
        return out.toString();
    }

    private static void members(StringBuilder out, Json.Obj object, int depth) {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            out.repeat(' ', depth * 2).append(member.getKey()).append(':');
            if (member.getValue() instanceof Json.Obj inner && !inner.members().isEmpty()) {
                out.append('\n');
                members(out, inner, depth + 1);
            } else {
                out.append(' ').append(scalar(member.getValue())).append('\n');
            }
        }
    }

    private static String scalar(Json value) {
        return switch (value) {
            case Json.Str text -> text.value().isEmpty() ? "\"\"" : text.value();
            case Json.Num number -> number.text();
            case Json.Bool bool -> Boolean.toString(bool.value());
            case Json.Null nothing -> "null";
            case Json.Arr array -> array.elements().isEmpty() ? "[]" : flow(array);
            case Json.Obj empty -> "{}";
        };
    }

    private static String flow(Json.Arr array) {
        StringBuilder out = new StringBuilder("[");
        for (Json element : array.elements()) {
            out.append(out.length() == 1 ? "" : ", ").append(scalar(element));
        }
        return out.append(']').toString();
    }
}

package dev.pinisi.commandline.internal;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The functions that a template can call: Go's own and those that podman and docker add. */
final class Functions {
    private static final String NAMES =
            " and eq ge gt html index join js json le len lower lt ne not or pad print printf println slice split title"
                    + " truncate upper urlquery ";

    private Functions() {}

    static boolean exists(String function) {
        return NAMES.contains(" " + function + " ");
    }

    static String names() {
        return NAMES.trim().replace(" ", ", ");
    }

    /**
     * @throws IllegalArgumentException if the arguments do not fit
     */
    static Json call(String function, List<Json> arguments) {
        return switch (function) {
            case "json" -> text(new JsonWriter().value(one(arguments)).toString());
            case "upper" -> text(string(one(arguments)).toUpperCase(Locale.ROOT));
            case "lower" -> text(string(one(arguments)).toLowerCase(Locale.ROOT));
            case "title" -> text(title(string(one(arguments))));
            case "not" -> bool(!truth(one(arguments)));
            case "and", "or" -> last(arguments);
            case "len" -> number(length(one(arguments)));
            case "join" -> text(join(at(arguments, 0, 2), string(at(arguments, 1, 2))));
            case "split" -> split(string(at(arguments, 0, 2)), string(at(arguments, 1, 2)));
            case "truncate" -> text(truncate(string(at(arguments, 0, 2)), integer(at(arguments, 1, 2))));
            case "pad" -> text(pad(arguments));
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "print" -> text(print(arguments));
            case "println" -> text(println(arguments));
            case "printf" -> text(Printf.format(arguments));
            case "html", "js", "urlquery" -> text(Escapes.escape(function, print(arguments)));
            default -> bool(Comparison.holds(function, arguments));
        };
    }

    /** What counts as true: all but nil, false, zero and what is empty. */
    static boolean truth(Json value) {
        return switch (value) {
            case Json.Null nothing -> false;
            case Json.Bool bool -> bool.value();
            case Json.Num number -> Double.parseDouble(number.text()) != 0;
            case Json.Str text -> !text.value().isEmpty();
            case Json.Arr array -> !array.elements().isEmpty();
            case Json.Obj object -> !object.members().isEmpty();
        };
    }

    static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static String string(Json value) {
        return GoText.of(value);
    }

    static int integer(Json value) {
        try {
            return Integer.parseInt(string(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("wrong type for value; expected int; got " + string(value), e);
        }
    }

    private static Json index(List<Json> arguments) {
        Json value = at(arguments, 0, arguments.size());
        for (Json key : arguments.subList(1, arguments.size())) {
            value = element(value, key);
        }
        return value;
    }

    private static Json element(Json value, Json key) {
        return switch (value) {
            case Json.Obj object -> {
                Json found = object.members().get(string(key));
                yield found == null ? text("") : found;
            }
            case Json.Arr array -> element(array.elements(), integer(key));
            default -> throw new IllegalArgumentException("index of untyped value " + string(value));
        };
    }

    private static Json element(List<Json> elements, int index) {
        if (index < 0 || index >= elements.size()) {
            throw new IllegalArgumentException("index out of range: " + index);
        }
        return elements.get(index);
    }

    private static Json slice(List<Json> arguments) {
        Json value = at(arguments, 0, arguments.size());
        int length = length(value);
        int from = arguments.size() > 1 ? integer(arguments.get(1)) : 0;
        int to = arguments.size() > 2 ? integer(arguments.get(2)) : length;
        if (from < 0 || to > length || from > to) {
            throw new IllegalArgumentException("index out of range: " + to);
        }
        return value instanceof Json.Arr array
                ? new Json.Arr(array.elements().subList(from, to))
                : text(string(value).substring(from, to));
    }

    private static int length(Json value) {
        return switch (value) {
            case Json.Str text -> text.value().length();
            case Json.Arr array -> array.elements().size();
            case Json.Obj object -> object.members().size();
            case Json.Null nothing -> 0;
            default -> throw new IllegalArgumentException("len of " + string(value));
        };
    }

    private static String join(Json list, String separator) {
        if (!(list instanceof Json.Arr array)) {
            return list instanceof Json.Null ? "" : string(list);
        }
        List<String> parts = new ArrayList<>();
        for (Json element : array.elements()) {
            parts.add(string(element));
        }
        return String.join(separator, parts);
    }

    private static Json split(String text, String separator) {
        List<Json> parts = new ArrayList<>();
        int from = 0;
        int found = separator.isEmpty() ? -1 : text.indexOf(separator);
        while (found >= 0) {
            parts.add(text(text.substring(from, found)));
            from = found + separator.length();
            found = text.indexOf(separator, from);
        }
        parts.add(text(text.substring(from)));
        return new Json.Arr(parts);
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (i == 0 || Character.isWhitespace(out.charAt(i - 1))) {
                out.setCharAt(i, Character.toTitleCase(out.charAt(i)));
            }
        }
        return out.toString();
    }

    private static String truncate(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length));
    }

    private static String pad(List<Json> arguments) {
        String text = string(at(arguments, 0, 3));
        return text.isEmpty()
                ? ""
                : " ".repeat(integer(at(arguments, 1, 3))) + text + " ".repeat(integer(at(arguments, 2, 3)));
    }

    /** Go's Sprint: a blank between two arguments neither of which is a string. */
    private static String print(List<Json> arguments) {
        StringBuilder out = new StringBuilder();
        boolean blank = false;
        for (Json argument : arguments) {
            boolean other = !(argument instanceof Json.Str);
            out.append(blank && other ? " " : "").append(string(argument));
            blank = other;
        }
        return out.toString();
    }

    private static String println(List<Json> arguments) {
        List<String> parts = new ArrayList<>();
        for (Json argument : arguments) {
            parts.add(string(argument));
        }
        return String.join(" ", parts) + "\n";
    }

    private static Json one(List<Json> arguments) {
        return at(arguments, 0, 1);
    }

    private static Json last(List<Json> arguments) {
        return at(arguments, arguments.size() - 1, arguments.size());
    }

    private static Json at(List<Json> arguments, int index, int count) {
        if (arguments.size() != count || index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "wrong number of args: want " + Math.max(1, count) + " got " + arguments.size());
        }
        return arguments.get(index);
    }

    private static Json text(String value) {
        return new Json.Str(value);
    }

    private static Json number(long value) {
        return new Json.Num(Long.toString(value));
    }

    private static Json bool(boolean value) {
        return value ? Json.TRUE : Json.FALSE;
    }
}

package dev.pinisi.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, there or not. Every typed read that fails names the place:
 *
 * <pre>{@code
 * JsonCursor root = JsonCursor.of(Json.parse(bytes));
 * String cwd = root.field("process").field("cwd").string();      // "process.cwd: missing"
 * long limit = root.field("memory").field("limit").longOr(-1);
 * for (JsonCursor mount : root.field("mounts").elements()) …
 * }</pre>
 *
 * A member that is absent and one that is {@code null} are the same: not {@linkplain #isPresent() present}.
 */
public final class JsonCursor {
    /** 2^64-1 without its last digit, and that digit. */
    private static final long MAX_UNSIGNED_TENTH = 1_844_674_407_370_955_161L;

    private static final int MAX_UNSIGNED_LAST = 5;

    private final @Nullable Json value;
    private final @Nullable JsonCursor parent;
    private final String name;
    private final int index;

    private JsonCursor(@Nullable Json value, @Nullable JsonCursor parent, String name, int index) {
        this.value = value instanceof Json.Null ? null : value;
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The top of a document. */
    public static JsonCursor of(Json document) {
        return new JsonCursor(document, null, "", -1);
    }

    /** Parses a UTF-8 document and stands at its top. */
    public static JsonCursor parse(byte[] utf8) {
        return of(Json.parse(utf8));
    }

    /** Whether there is a value other than {@code null} here. */
    public boolean isPresent() {
        return value != null;
    }

    /** The member of that name; absent where this is absent. */
    public JsonCursor field(String member) {
        Json child = value == null ? null : object().members().get(member);
        return new JsonCursor(child, this, member, -1);
    }

    /** The elements of this array; none where this is absent. */
    public List<JsonCursor> elements() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Json.Arr array)) {
            throw expected("an array");
        }
        List<JsonCursor> cursors = new ArrayList<>(array.elements().size());
        for (int i = 0; i < array.elements().size(); i++) {
            cursors.add(new JsonCursor(array.elements().get(i), this, "", i));
        }
        return cursors;
    }

    /** The members of this object in the document's order; none where this is absent. */
    public Map<String, JsonCursor> fields() {
        Map<String, JsonCursor> cursors = new LinkedHashMap<>();
        if (value != null) {
            for (Map.Entry<String, Json> member : object().members().entrySet()) {
                cursors.put(member.getKey(), new JsonCursor(member.getValue(), this, member.getKey(), -1));
            }
        }
        return cursors;
    }

    /** The string here. */
    public String string() {
        if (present() instanceof Json.Str text) {
            return text.value();
        }
        throw expected("a string");
    }

    /** The string here, or the fallback where this is absent. */
    public String stringOr(String fallback) {
        return value == null ? fallback : string();
    }

    /** The strings of this array; none where this is absent. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (JsonCursor element : elements()) {
            strings.add(element.string());
        }
        return strings;
    }

    /** This object's members, all strings; none where this is absent. */
    public Map<String, String> stringMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonCursor> member : fields().entrySet()) {
            map.put(member.getKey(), member.getValue().stringOr(""));
        }
        return map;
    }

    /** The whole number here, from -2^63 to 2^63-1. */
    public long longValue() {
        try {
            return Long.parseLong(number());
        } catch (NumberFormatException e) {
            throw fail(number() + " is not a whole number of 64 bits");
        }
    }

    /** The whole number here, or the fallback where this is absent. */
    public long longOr(long fallback) {
        return value == null ? fallback : longValue();
    }

    /** The whole number here, from 0 to 2^64-1, as the bits of a long. */
    public long unsignedLong() {
        String text = number();
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            boolean fits = Long.compareUnsigned(value, MAX_UNSIGNED_TENTH) < 0
                    || (value == MAX_UNSIGNED_TENTH && digit <= MAX_UNSIGNED_LAST);
            if (digit < 0 || digit > 9 || !fits) {
                throw fail(text + " is not a whole number from 0 to 2^64-1");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The whole number here, from -2^31 to 2^31-1. */
    public int intValue() {
        long wide = longValue();
        if (wide != (int) wide) {
            throw fail(wide + " does not fit 32 bits");
        }
        return (int) wide;
    }

    /** The whole number here, or the fallback where this is absent. */
    public int intOr(int fallback) {
        return value == null ? fallback : intValue();
    }

    /** The boolean here. */
    public boolean bool() {
        if (present() instanceof Json.Bool bool) {
            return bool.value();
        }
        throw expected("true or false");
    }

    /** The boolean here, or the fallback where this is absent. */
    public boolean boolOr(boolean fallback) {
        return value == null ? fallback : bool();
    }

    /** The value here, whatever it is; {@link Json#NULL} where this is absent. */
    public Json json() {
        return value == null ? Json.NULL : value;
    }

    /** An exception that says what is wrong at this place. */
    public JsonException fail(String problem) {
        return new JsonException(path(), problem);
    }

    /** This place, such as {@code linux.resources.devices[2].access}; empty for the top. */
    public String path() {
        StringBuilder out = new StringBuilder();
        appendPath(out);
        return out.toString();
    }

    private void appendPath(StringBuilder out) {
        if (parent == null) {
            return;
        }
        parent.appendPath(out);
        if (index >= 0) {
            out.append('[').append(index).append(']');
        } else {
            out.append(out.length() == 0 ? "" : ".").append(name);
        }
    }

    private String number() {
        if (present() instanceof Json.Num number) {
            return number.text();
        }
        throw expected("a number");
    }

    private Json.Obj object() {
        if (present() instanceof Json.Obj object) {
            return object;
        }
        throw expected("an object");
    }

    private Json present() {
        if (value == null) {
            throw fail("missing");
        }
        return value;
    }

    private JsonException expected(String what) {
        return fail(what + " expected");
    }
}

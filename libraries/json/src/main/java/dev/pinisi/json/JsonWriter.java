package dev.pinisi.json;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * Writes one JSON document, compact or indented, in the order of the calls:
 *
 * <pre>{@code
 * byte[] bytes = new JsonWriter().object().name("id").value(id).name("pid").value(42).end().bytes();
 * }</pre>
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);
    private final StringBuilder open = new StringBuilder();
    private final int indent;
    private boolean first = true;
    private boolean named;

    /** A compact writer. */
    public JsonWriter() {
        this(0);
    }

    /**
     * @param indent spaces a level; 0 for one line
     */
    public JsonWriter(int indent) {
        this.indent = indent;
    }

    /** Opens an object. */
    public JsonWriter object() {
        return begin('{', '}');
    }

    /** Opens an array. */
    public JsonWriter array() {
        return begin('[', ']');
    }

    /** Closes the innermost object or array. */
    public JsonWriter end() {
        int last = open.length() - 1;
        char close = open.charAt(last);
        open.setLength(last);
        if (!first) {
            newLine();
        }
        out.append(close);
        first = false;
        return this;
    }

    /** The name of the member that is written next. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(indent > 0 ? ": " : ":");
        named = true;
        return this;
    }

    public JsonWriter value(String value) {
        separate();
        quote(value);
        return this;
    }

    public JsonWriter value(long value) {
        separate();
        out.append(value);
        return this;
    }

    public JsonWriter value(boolean value) {
        separate();
        out.append(value);
        return this;
    }

    /** An array of strings. */
    public JsonWriter value(Collection<String> values) {
        array();
        for (String value : values) {
            value(value);
        }
        return end();
    }

    /** An object of strings. */
    public JsonWriter value(Map<String, String> values) {
        object();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            name(entry.getKey()).value(entry.getValue());
        }
        return end();
    }

    /** Any value. */
    public JsonWriter value(Json value) {
        // not a switch over patterns: linking one costs a cold JVM several milliseconds
        if (value instanceof Json.Str text) {
            return value(text.value());
        }
        if (value instanceof Json.Obj object) {
            return members(object);
        }
        if (value instanceof Json.Arr array) {
            return elements(array);
        }
        if (value instanceof Json.Bool bool) {
            return value(bool.value());
        }
        raw(value instanceof Json.Num number ? number.text() : "null");
        return this;
    }

    private JsonWriter members(Json.Obj object) {
        object();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            name(member.getKey()).value(member.getValue());
        }
        return end();
    }

    private JsonWriter elements(Json.Arr array) {
        array();
        for (Json element : array.elements()) {
            value(element);
        }
        return end();
    }

    /**
     * A value that is JSON already.
     *
     * @param text taken over as it is: the caller vouches for it
     */
    public JsonWriter json(String text) {
        raw(text);
        return this;
    }

    /** The document so far. */
    @Override
    public String toString() {
        return out.toString();
    }

    /** The document so far, in UTF-8. */
    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonWriter begin(char opening, char closing) {
        separate();
        out.append(opening);
        open.append(closing);
        first = true;
        return this;
    }

    private void raw(String text) {
        separate();
        out.append(text);
    }

    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (!first) {
            out.append(',');
        }
        first = false;
        if (open.length() > 0) {
            newLine();
        }
    }

    private void newLine() {
        if (indent == 0) {
            return;
        }
        out.append('\n');
        for (int i = open.length() * indent; i > 0; i--) {
            out.append(' ');
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= 0x20) {
                out.append(c);
            } else {
                control(c);
            }
        }
        out.append('"');
    }

    private void control(char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }
}

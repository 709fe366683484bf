package dev.pinisi.json;

import java.util.List;
import java.util.Map;

/**
 * A JSON value (RFC 8259), immutable. Numbers keep their text, so that nothing is lost between reading and writing.
 *
 * <p>To read a document with errors that name the place, wrap it: {@link JsonCursor#of(Json)}.
 */
public sealed interface Json {

    /** {@code null}. */
    record Null() implements Json {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {}

    /** A number, as written. */
    record Num(String text) implements Json {}

    /** A string, unescaped. */
    record Str(String value) implements Json {}

    /** An array. The list is not copied; whoever makes an array gives the list away. */
    record Arr(List<Json> elements) implements Json {}

    /** An object; iterates in the order of the document. The map is not copied. */
    record Obj(Map<String, Json> members) implements Json {}

    Json NULL = new Null();
    Json TRUE = new Bool(true);
    Json FALSE = new Bool(false);

    /** Parses a UTF-8 document within {@link JsonLimits#DEFAULT}. */
    static Json parse(byte[] utf8) {
        return parse(utf8, JsonLimits.DEFAULT);
    }

    /**
     * Parses a UTF-8 document; of an object's repeated members the last one counts.
     *
     * @throws JsonException if the bytes are not one JSON value or exceed the limits
     */
    static Json parse(byte[] utf8, JsonLimits limits) {
        return new JsonParser(utf8, limits, false).document();
    }

    /**
     * Parses a UTF-8 document that two readers could not understand differently: none of its objects has a member
     * twice.
     *
     * @throws JsonException if the bytes are not one JSON value, exceed the limits or repeat a member
     */
    static Json parseUnambiguous(byte[] utf8, JsonLimits limits) {
        return new JsonParser(utf8, limits, true).document();
    }
}

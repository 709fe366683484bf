package dev.pinisi.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recursive-descent parser over UTF-8 bytes. Strings without escapes are decoded in one step. */
final class JsonParser {
    private final byte[] in;
    private final JsonLimits limits;
    private final boolean unambiguous;
    private int at;
    private int depth;

    JsonParser(byte[] in, JsonLimits limits, boolean unambiguous) {
        this.in = in;
        this.limits = limits;
        this.unambiguous = unambiguous;
    }

    Json document() {
        if (in.length > limits.bytes()) {
            throw new JsonException("", "document of " + in.length + " bytes exceeds the limit of " + limits.bytes());
        }
        if (in.length >= 3 && in[0] == (byte) 0xef && in[1] == (byte) 0xbb && in[2] == (byte) 0xbf) {
            at = 3;
        }
        Json value = value();
        space();
        if (at < in.length) {
            throw syntax("end of document expected");
        }
        return value;
    }

    private Json value() {
        space();
        int c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", Json.TRUE);
            case 'f' -> literal("false", Json.FALSE);
            case 'n' -> literal("null", Json.NULL);
            default -> {
                if (c != '-' && !isDigit(c)) {
                    throw syntax("value expected");
                }
                yield number();
            }
        };
    }

    private Json object() {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        space();
        if (peek() == '}') {
            return leave(new Json.Obj(members));
        }
        while (true) {
            space();
            if (peek() != '"') {
                throw syntax("member name expected");
            }
            String name = string();
            space();
            expect(':');
            if (members.put(name, value()) != null && unambiguous) {
                throw syntax("the member \"" + name + "\" stands there twice");
            }
            space();
            if (peek() == '}') {
                return leave(new Json.Obj(members));
            }
            expect(',');
        }
    }

    private Json array() {
        enter();
        ArrayList<Json> elements = new ArrayList<>();
        space();
        if (peek() == ']') {
            return leave(new Json.Arr(elements));
        }
        while (true) {
            elements.add(value());
            space();
            if (peek() == ']') {
                return leave(new Json.Arr(elements));
            }
            expect(',');
        }
    }

    private void enter() {
        at++;
        if (++depth > limits.depth()) {
            throw syntax("nested deeper than " + limits.depth() + " levels");
        }
    }

    private Json leave(Json value) {
        at++;
        depth--;
        return value;
    }

    private Json literal(String word, Json value) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= in.length || in[at + i] != word.charAt(i)) {
                throw syntax("value expected");
            }
        }
        at += word.length();
        return value;
    }

    private Json number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Json.Num(ascii(start, at));
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw syntax("digit expected");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private String string() {
        at++;
        int start = at;
        int bits = 0;
        while (true) {
            int c = peek();
            if (c == '"') {
                int end = at++;
                return bits < 0x80 ? ascii(start, end) : new String(in, start, end - start, StandardCharsets.UTF_8);
            }
            bits |= c;
            if (c == '\\') {
                return escaped(start);
            }
            if (c < 0x20) {
                throw syntax(c < 0 ? "unterminated string" : "control character in a string");
            }
            at++;
        }
    }

    /** Decoding by a charset costs more than the rest of parsing where that is not built into the machine. */
    private String ascii(int start, int end) {
        char[] chars = new char[end - start];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) in[start + i];
        }
        return new String(chars);
    }

    private String escaped(int start) {
        StringBuilder out = new StringBuilder();
        int plain = start;
        while (true) {
            int c = peek();
            if (c == '"' || c == '\\') {
                out.append(new String(in, plain, at - plain, StandardCharsets.UTF_8));
                at++;
                if (c == '"') {
                    return out.toString();
                }
                out.append(escape());
                plain = at;
            } else if (c < 0x20) {
                throw syntax(c < 0 ? "unterminated string" : "control character in a string");
            } else {
                at++;
            }
        }
    }

    private char escape() {
        int c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw syntax("unknown escape");
        };
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw syntax("four hexadecimal digits expected");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    private void space() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\t' || in[at] == '\r')) {
            at++;
        }
    }

    /** The byte at the cursor as a number from 0 to 255, -1 at the end. */
    private int peek() {
        return at < in.length ? in[at] & 0xff : -1;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw syntax("'" + c + "' expected");
        }
        at++;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private JsonException syntax(String problem) {
        return new JsonException("byte " + at, problem);
    }
}

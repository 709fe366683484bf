package dev.pinisi.config.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is plain in TOML, line by line: comments, {@code [table]}, {@code [[array]]}, and keys with a string, an array
 * of strings on one line, or a boolean. Nothing dotted, escaped or written twice: a file with anything else is left to
 * the library, which also says what is wrong in it. A short command spends more on loading that than on all its work.
 */
final class PlainToml {
    private final Map<String, Object> top = new LinkedHashMap<>();
    private Map<String, Object> current = top;
    private String line = "";
    private int at;

    private PlainToml() {}

    /** The top table; nothing if the file is not plain. */
    static Optional<Map<String, Object>> read(String text) {
        PlainToml reader = new PlainToml();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int last = end > start && end < text.length() && text.charAt(end - 1) == '\r' ? end - 1 : end;
            if (!reader.takes(text.substring(start, last))) {
                return Optional.empty();
            }
            start = end + 1;
        }
        return Optional.of(reader.top);
    }

    private boolean takes(String next) {
        for (int i = 0; i < next.length(); i++) {
            char c = next.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        line = next;
        at = 0;
        if (ends()) {
            return true;
        }
        return (line.charAt(at) == '[' ? header() : entry()) && ends();
    }

    private boolean header() {
        boolean array = line.startsWith("[[", at);
        at += array ? 2 : 1;
        blanks();
        String name = key();
        blanks();
        if (name == null || !skip(array ? "]]" : "]")) {
            return false;
        }
        current = new LinkedHashMap<>();
        if (!array) {
            return top.putIfAbsent(name, current) == null;
        }
        Object known = top.get(name);
        if (known == null) {
            top.put(name, new Tables(current));
            return true;
        }
        return known instanceof Tables tables && tables.add(current);
    }

    private boolean entry() {
        String name = key();
        blanks();
        if (name == null || !skip("=")) {
            return false;
        }
        blanks();
        Object value = value();
        return value != null && current.putIfAbsent(name, value) == null;
    }

    /** A bare or quoted key; null if it is neither. */
    private @Nullable String key() {
        int start = at;
        while (at < line.length() && isBare(line.charAt(at))) {
            at++;
        }
        return at > start ? line.substring(start, at) : string();
    }

    private @Nullable Object value() {
        if (skip("true")) {
            return true;
        }
        if (skip("false")) {
            return false;
        }
        return at < line.length() && line.charAt(at) == '[' ? strings() : string();
    }

    private @Nullable List<String> strings() {
        List<String> strings = new ArrayList<>();
        at++;
        blanks();
        while (!skip("]")) {
            String one = string();
            blanks();
            if (one == null || (!skip(",") && !line.startsWith("]", at))) {
                return null;
            }
            strings.add(one);
            blanks();
        }
        return strings;
    }

    /** A string on this line without escapes; null if there is none. */
    private @Nullable String string() {
        char quote = at < line.length() ? line.charAt(at) : ' ';
        int end = quote == '"' || quote == '\'' ? line.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            return null;
        }
        String text = line.substring(at + 1, end);
        at = end + 1;
        // two quotes may be the half of three, which go on over lines
        boolean plain = quote == '\'' || text.indexOf('\\') < 0;
        return plain && !text.isEmpty() ? text : null;
    }

    /** Whether nothing but a comment is left. */
    private boolean ends() {
        blanks();
        return at == line.length() || line.charAt(at) == '#';
    }

    private void blanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean skip(String word) {
        boolean there = line.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** The tables of one {@code [[name]]}; an array that is written as a value has no further ones. */
    private static final class Tables extends ArrayList<Map<String, Object>> {
        private static final long serialVersionUID = 1L;

        Tables(Map<String, Object> first) {
            add(first);
        }
    }
}

package dev.pinisi.oci.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Annotations {@code org.systemd.property.NAME}, which set a unit's properties: texts {@code 'in quotes'}, {@code true},
 * {@code false}, numbers with or without a type ({@code uint64 5}), lists of texts {@code ['a', 'b']}.
 */
final class UnitAnnotations {
    private static final String PREFIX = "org.systemd.property.";
    private static final String SECONDS = "Sec";

    private UnitAnnotations() {}

    static void write(Map<String, String> annotations, UnitProperties out) {
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            if (annotation.getKey().startsWith(PREFIX)) {
                write(
                        annotation.getKey().substring(PREFIX.length()),
                        annotation.getValue().trim(),
                        out);
            }
        }
    }

    private static void write(String name, String value, UnitProperties out) {
        if (value.startsWith("'") || value.startsWith("\"")) {
            out.string(name, unquoted(name, value));
        } else if (value.startsWith("[")) {
            out.strings(name, list(name, value));
        } else if (value.equals("true") || value.equals("false")) {
            out.bool(name, value.equals("true"));
        } else {
            number(name, value, out);
        }
    }

    /** Times in seconds become microseconds, as systemd's names for them do. */
    private static void number(String name, String value, UnitProperties out) {
        int blank = value.indexOf(' ');
        String type = blank < 0 ? "int32" : value.substring(0, blank);
        long number = parse(name, value.substring(blank + 1).trim());
        if (name.endsWith(SECONDS) && !name.endsWith("USec")) {
            out.uint64(name.substring(0, name.length() - SECONDS.length()) + "USec", number * 1_000_000);
            return;
        }
        switch (type) {
            case "int32" -> out.int32(name, (int) number);
            case "uint32" -> out.uint32(name, (int) number);
            case "int64" -> out.int64(name, number);
            case "uint64" -> out.uint64(name, number);
            default -> throw wrong(name, value);
        }
    }

    private static long parse(String name, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw wrong(name, digits);
        }
    }

    private static List<String> list(String name, String value) {
        List<String> texts = new ArrayList<>();
        int at = 1;
        while (at < value.length() && value.charAt(at) != ']') {
            char c = value.charAt(at);
            if (c == '\'' || c == '"') {
                int end = value.indexOf(c, at + 1);
                if (end < 0) {
                    throw wrong(name, value);
                }
                texts.add(value.substring(at + 1, end));
                at = end;
            } else if (c != ' ' && c != ',') {
                throw wrong(name, value);
            }
            at++;
        }
        return texts;
    }

    private static String unquoted(String name, String value) {
        if (value.length() < 2 || value.charAt(value.length() - 1) != value.charAt(0)) {
            throw wrong(name, value);
        }
        return value.substring(1, value.length() - 1);
    }

    private static BusException wrong(String name, String value) {
        return new BusException("annotation " + PREFIX + name + ": " + value
                + " is no value: 'text', true, false, a number such as uint64 5, or ['a', 'b'] expected");
    }
}

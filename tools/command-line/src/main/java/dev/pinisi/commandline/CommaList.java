package dev.pinisi.commandline;

import java.util.ArrayList;
import java.util.List;

/** One value of a {@link Option.Kind#STRINGS} option: a line of CSV (RFC 4180) with commas and double quotes. */
final class CommaList {
    private CommaList() {}

    static List<String> split(Option option, String value) {
        List<String> parts = new ArrayList<>(2);
        if (value.isEmpty()) {
            return parts;
        }
        int at = 0;
        while (at <= value.length()) {
            if (at < value.length() && value.charAt(at) == '"') {
                at = quoted(option, value, at + 1, parts);
            } else {
                int comma = value.indexOf(',', at);
                int end = comma < 0 ? value.length() : comma;
                parts.add(bare(option, value, at, end));
                at = end;
            }
            if (at < value.length() && value.charAt(at) != ',') {
                throw OptionParser.invalid(option, value, "a comma must follow a closing double quote");
            }
            at++;
        }
        return parts;
    }

    private static String bare(Option option, String value, int from, int to) {
        String part = value.substring(from, to);
        if (part.indexOf('"') >= 0) {
            throw OptionParser.invalid(option, value, "a double quote must stand at the start of a field");
        }
        return part;
    }

    /** Reads up to the closing quote and returns the position behind it. */
    private static int quoted(Option option, String value, int from, List<String> parts) {
        StringBuilder part = new StringBuilder();
        int at = from;
        while (at < value.length()) {
            char c = value.charAt(at++);
            if (c != '"') {
                part.append(c);
            } else if (at < value.length() && value.charAt(at) == '"') {
                part.append('"');
                at++;
            } else {
                parts.add(part.toString());
                return at;
            }
        }
        throw OptionParser.invalid(option, value, "a double quote is not closed");
    }
}

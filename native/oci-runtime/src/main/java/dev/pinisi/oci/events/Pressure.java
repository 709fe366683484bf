package dev.pinisi.oci.events;

import dev.pinisi.json.JsonWriter;
import java.util.List;

/** How long processes waited for something, Linux's pressure stall information: percentages, and microseconds. */
final class Pressure {
    private Pressure() {}

    /** Writes the member {@code psi}, if the kernel has it. */
    static void write(JsonWriter out, Readings readings, String file) {
        List<List<String>> lines = readings.lines(file);
        if (lines.isEmpty()) {
            return;
        }
        out.name("psi").object();
        for (List<String> line : lines) {
            out.name(line.get(0)).object();
            for (String word : line.subList(1, line.size())) {
                int equals = word.indexOf('=');
                if (equals > 0 && isNumber(word, equals + 1)) {
                    out.name(word.substring(0, equals)).json(word.substring(equals + 1));
                }
            }
            out.end();
        }
        out.end();
    }

    private static boolean isNumber(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return start < text.length() && text.charAt(start) != '.';
    }
}

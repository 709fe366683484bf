package dev.pinisi.tool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The values of {@code --filter}, their times as the engine takes them. */
final class Filters {
    private static final String UNTIL = "until=";

    private Filters() {}

    /** {@code until=10m} becomes the moment ten minutes ago; all others stay. */
    static List<String> read(List<String> texts) {
        List<String> read = new ArrayList<>(texts.size());
        for (String text : texts) {
            read.add(
                    text.startsWith(UNTIL)
                            ? UNTIL + PointInTime.parse("--filter", text.substring(UNTIL.length()), Instant.now())
                            : text);
        }
        return read;
    }
}

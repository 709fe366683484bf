package dev.pinisi.oci.checkpoint;

import dev.pinisi.oci.kernel.FileContents;
import java.util.ArrayList;
import java.util.List;

/** The log that CRIU writes: why something failed is in there, among much else, more often than in its answer. */
final class CriuLog {
    private static final String MARK = "Error (";
    private static final int LAST_BYTES = 65536;
    private static final int LAST_ERRORS = 3;
    private static final int LONGEST = 300;

    private CriuLog() {}

    /** The last errors, in order, on one line; empty if there are none. */
    static String errors(String path) {
        String end = FileContents.tail(path, LAST_BYTES);
        List<String> errors = new ArrayList<>();
        for (int mark = end.lastIndexOf(MARK); mark >= 0 && errors.size() < LAST_ERRORS; ) {
            int newline = end.indexOf('\n', mark);
            int limit = Math.min(newline < 0 ? end.length() : newline, mark + LONGEST);
            errors.add(0, end.substring(mark, limit));
            mark = end.lastIndexOf(MARK, mark - 1);
        }
        return String.join("; ", errors);
    }
}

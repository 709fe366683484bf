package dev.pinisi.commandline;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines in columns, as podman and docker lay them out: a column is at least 12 wide, two blanks lie between columns,
 * the last column is not padded.
 */
public final class Table {
    private static final int MINIMUM = 12;
    private static final int GAP = 2;

    private final List<String[]> rows = new ArrayList<>();

    /** A table without rows; its heading is its first row. */
    public Table() {}

    public Table row(String... cells) {
        rows.add(cells);
        return this;
    }

    /** The lines, each with its newline. */
    public String text() {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            int last = row.length - 1;
            for (int i = 0; i < last; i++) {
                out.append(row[i]);
                blanks(out, widths[i] - width(row[i]));
            }
            out.append(row[last]).append('\n');
        }
        return out.toString();
    }

    private int[] widths() {
        int columns = 0;
        for (String[] row : rows) {
            columns = Math.max(columns, row.length);
        }
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < row.length - 1; i++) {
                widths[i] = Math.max(widths[i], Math.max(MINIMUM, width(row[i]) + GAP));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static void blanks(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }
}

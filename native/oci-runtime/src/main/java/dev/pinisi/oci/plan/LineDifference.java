package dev.pinisi.oci.plan;

import java.util.ArrayList;
import java.util.List;

/** The difference of two plans' texts: the lines of a longest common subsequence stay. */
public final class LineDifference {
    private static final long LARGEST_TABLE = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final StringBuilder out = new StringBuilder();
    private String heading = "";

    private LineDifference(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /**
     * Lines that only the first has after {@code "- "}, those that only the second has after {@code "+ "}, under the
     * headings that they belong to; empty if the texts are the same.
     */
    public static String of(String before, String after) {
        LineDifference difference = new LineDifference(lines(before), lines(after));
        difference.compare();
        return difference.out.toString();
    }

    private void compare() {
        int same = 0;
        while (same < before.size() && same < after.size() && before.get(same).equals(after.get(same))) {
            common(before.get(same++));
        }
        int ends = 0;
        while (ends < Math.min(before.size(), after.size()) - same
                && before.get(before.size() - 1 - ends).equals(after.get(after.size() - 1 - ends))) {
            ends++;
        }
        walk(same, before.size() - ends, after.size() - ends);
    }

    /** What lies between the common beginning and the common end. */
    private void walk(int start, int beforeEnd, int afterEnd) {
        int rows = beforeEnd - start;
        int columns = afterEnd - start;
        boolean small = (long) rows * columns <= LARGEST_TABLE;
        int[][] lengths = small ? lengths(start, rows, columns) : new int[rows + 1][1];
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            if (small && i < rows && j < columns && isSame(start, i, j)) {
                common(before.get(start + i++));
                j++;
            } else if (i < rows && (!small || j == columns || lengths[i + 1][j] >= lengths[i][j + 1])) {
                change('-', before.get(start + i++));
            } else {
                change('+', after.get(start + j++));
            }
        }
    }

    /** Of every pair of remainders, the length of what they have in common. */
    private int[][] lengths(int start, int rows, int columns) {
        int[][] lengths = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                lengths[i][j] = isSame(start, i, j)
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private boolean isSame(int start, int i, int j) {
        return before.get(start + i).equals(after.get(start + j));
    }

    private void common(String line) {
        if (!line.startsWith("  ")) {
            heading = line;
        }
    }

    private void change(char sign, String line) {
        if (!heading.isEmpty()) {
            out.append(heading).append('\n');
            heading = "";
        }
        out.append(sign)
                .append(' ')
                .append(line.startsWith("  ") ? line.substring(2) : line)
                .append('\n');
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }
}

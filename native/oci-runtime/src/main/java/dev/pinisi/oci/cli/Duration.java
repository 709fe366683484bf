package dev.pinisi.oci.cli;

/** Times on the command line as Go's programs take them: {@code 5s}, {@code 1m30s}, {@code 200ms}. */
final class Duration {
    private static final long LONGEST_MILLISECONDS = 1_000_000_000L;

    private Duration() {}

    /** In milliseconds, above 0. */
    static long milliseconds(String option, String text) {
        long total = 0;
        int at = 0;
        while (at < text.length() && total >= 0) {
            int unit = end(text, at, true);
            int next = end(text, unit, false);
            long factor = factor(text.substring(unit, next));
            boolean valid = unit > at && unit - at < 10 && factor > 0;
            total = valid ? total + Long.parseLong(text.substring(at, unit)) * factor : -1;
            at = next;
        }
        if (total <= 0 || total > LONGEST_MILLISECONDS) {
            throw new UsageException(option + ": \"" + text + "\" is not a time such as 5s or 200ms");
        }
        return total;
    }

    private static int end(String text, int start, boolean digits) {
        int end = start;
        while (end < text.length() && (text.charAt(end) >= '0' && text.charAt(end) <= '9') == digits) {
            end++;
        }
        return end;
    }

    private static long factor(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }
}

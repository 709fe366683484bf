package dev.pinisi.commandline;

/** Lengths of time, shown and read as podman does. */
public final class TimeSpan {
    private static final String[] UNITS = {"ns", "us", "µs", "ms", "h", "m", "s"};
    private static final double[] NANOS = {1, 1e3, 1e3, 1e6, 3600e9, 60e9, 1e9};

    private TimeSpan() {}

    /** {@code Less than a second}, {@code 3 minutes}, {@code About an hour}, {@code 5 weeks} … */
    public static String show(long seconds) {
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        long hours = (seconds + 1800) / 3600;
        if (hours < 48) {
            return hours == 1 ? "About an hour" : hours + " hours";
        }
        return showDays(hours / 24);
    }

    private static String showDays(long days) {
        if (days < 14) {
            return days + " days";
        }
        if (days < 60) {
            return days / 7 + " weeks";
        }
        if (days < 730) {
            return days / 30 + " months";
        }
        return days / 365 + " years";
    }

    /**
     * Reads Go's notation: {@code 250ms}, {@code 1h30m}, {@code 1.5s}; a bare {@code 0} is allowed.
     *
     * @return nanoseconds
     * @throws IllegalArgumentException if it is none
     */
    public static long parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        double nanos = 0;
        int at = 0;
        do {
            int end = numberEnd(rest, at);
            int unit = unitAt(rest, end);
            if (end == at || unit < 0) {
                throw invalid(text);
            }
            nanos += number(text, rest.substring(at, end)) * NANOS[unit];
            at = end + UNITS[unit].length();
        } while (at < rest.length());
        return (long) (negative ? -nanos : nanos);
    }

    private static int numberEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '.' || (text.charAt(at) >= '0' && text.charAt(at) <= '9'))) {
            at++;
        }
        return at;
    }

    private static int unitAt(String text, int at) {
        for (int i = 0; i < UNITS.length; i++) {
            if (text.startsWith(UNITS[i], at)) {
                return i;
            }
        }
        return -1;
    }

    private static double number(String text, String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("invalid duration \"" + text + "\": write it as 30s, 5m or 1h30m");
    }
}

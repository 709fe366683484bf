package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Times as documents have them. java.time's formatters take a cold JVM some 15 ms, so the engine's own files have
 * numbers, and the usual form of an image's time is read by hand.
 */
final class Times {
    private static final long NANOS = 1_000_000_000L;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DATE_AND_TIME = 19;

    private Times() {}

    /** Nanoseconds since 1970, as the engine's files have it. */
    static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS + time.getNano();
    }

    static Instant ofNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    /** RFC 3339 as podman writes it: {@code 2026-01-31T12:34:56.78Z}, no zeros at the end of the fraction. */
    static String text(Instant time) {
        long seconds = time.getEpochSecond();
        int nanos = time.getNano();
        long days = Math.floorDiv(seconds, SECONDS_OF_DAY);
        int second = Math.floorMod(seconds, SECONDS_OF_DAY);
        LocalDate date = LocalDate.ofEpochDay(days);
        StringBuilder out = new StringBuilder(30);
        append(out, date.getYear(), 4).append('-');
        append(out, date.getMonthValue(), 2).append('-');
        append(out, date.getDayOfMonth(), 2).append('T');
        append(out, second / 3600, 2).append(':');
        append(out, second / 60 % 60, 2).append(':');
        append(out, second % 60, 2);
        if (nanos != 0) {
            append(out.append('.'), nanos, 9);
            while (out.charAt(out.length() - 1) == '0') {
                out.setLength(out.length() - 1);
            }
        }
        return out.append('Z').toString();
    }

    private static StringBuilder append(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        return out.repeat('0', Math.max(0, digits - text.length())).append(text);
    }

    /** RFC 3339 as an instant; the epoch if there is none, or it is malformed. */
    static Instant created(String text) {
        try {
            return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException | NumberFormatException e) {
            return Instant.EPOCH;
        }
    }

    /** {@code 2026-01-31T12:34:56[.789]Z}. */
    private static boolean isPlain(String text) {
        int end = text.length() - 1;
        return end >= DATE_AND_TIME
                && end - DATE_AND_TIME <= 10
                && text.charAt(end) == 'Z'
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static Instant plain(String text) {
        long days = daysSinceEpoch(number(text, 0, 4), number(text, 5, 1, 12), number(text, 8, 1, 31));
        int minutes = number(text, 11, 0, 23) * 60 + number(text, 14, 0, 59);
        long seconds = days * 86_400 + minutes * 60L + number(text, 17, 0, 59);
        int end = text.length() - 1;
        int nanos = 0;
        if (end > DATE_AND_TIME + 1) {
            nanos = number(text, DATE_AND_TIME + 1, end);
            for (int digits = end - DATE_AND_TIME - 1; digits < 9; digits++) {
                nanos *= 10;
            }
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static int number(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new NumberFormatException(text);
            }
        }
        return Integer.parseInt(text, from, to, 10);
    }

    private static int number(String text, int from, int least, int most) {
        int number = number(text, from, from + 2);
        if (number < least || number > most) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /** Of the Gregorian calendar, with years that begin in March, so that the leap day comes last. */
    private static long daysSinceEpoch(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /**
     * Reads RFC 3339.
     *
     * @throws EngineException if it is something else
     */
    static Instant ofText(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Invalid.option("--filter", text, "must be a time such as 2026-01-02T15:04:05Z");
        }
    }
}

package dev.pinisi.oci.log;

import dev.pinisi.oci.kernel.Clock;

/** Times as RFC 3339 writes them, in UTC. */
public final class Timestamp {
    private static final int DAY = 86_400;

    private Timestamp() {}

    public static String now() {
        long[] time = Clock.read(0);
        return of(time[0], time[1]);
    }

    /** {@code 2026-01-31T23:59:59.000000001Z}, from seconds since 1970 and nanoseconds. */
    public static String of(long seconds, long nanos) {
        StringBuilder text = new StringBuilder(30);
        appendDate(text, Math.floorDiv(seconds, DAY));
        int second = (int) Math.floorMod(seconds, (long) DAY);
        text.append('T');
        appendPadded(text, second / 3600, 2).append(':');
        appendPadded(text, second / 60 % 60, 2).append(':');
        appendPadded(text, second % 60, 2).append('.');
        return appendPadded(text, nanos, 9).append('Z').toString();
    }

    /** The Gregorian date by counting eras of 400 years from 0000-03-01. */
    private static void appendDate(StringBuilder text, long daysSince1970) {
        long days = daysSince1970 + 719_468;
        long era = Math.floorDiv(days, 146_097);
        long dayOfEra = days - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        appendPadded(text, year, 4).append('-');
        appendPadded(text, month, 2).append('-');
        appendPadded(text, day, 2);
    }

    private static StringBuilder appendPadded(StringBuilder text, long number, int digits) {
        String plain = Long.toString(number);
        for (int i = plain.length(); i < digits; i++) {
            text.append('0');
        }
        return text.append(plain);
    }
}

package dev.pinisi.commandline;

import java.time.Instant;

/** Moments as Go prints them. */
public final class GoTime {
    private GoTime() {}

    /** {@code 2026-11-22 22:25:20.109045555 +0000 UTC}. */
    public static String show(Instant moment) {
        String text = moment.toString();
        int point = text.indexOf('.');
        int end = text.length() - 1;
        if (point >= 0) {
            while (text.charAt(end - 1) == '0') {
                end--;
            }
        }
        return text.substring(0, end).replace('T', ' ') + " +0000 UTC";
    }
}

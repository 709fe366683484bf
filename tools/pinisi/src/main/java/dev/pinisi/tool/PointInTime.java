package dev.pinisi.tool;

import dev.pinisi.commandline.CommandException;
import dev.pinisi.commandline.TimeSpan;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A moment as {@code --since} and {@code --until} take it. */
final class PointInTime {
    private PointInTime() {}

    /**
     * Reads {@code 2026-01-02T15:04:05Z}, {@code 2026-01-02T15:04:05}, {@code 2026-01-02}, seconds of the epoch, or a
     * length of time such as {@code 10m}: before now, or after it for {@code --until}.
     */
    static Instant parse(String option, String text, Instant now) {
        try {
            if (text.indexOf('T') > 0) {
                return zoned(text);
            }
            if (text.length() == 10 && text.charAt(4) == '-') {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
            }
            if (isNumber(text)) {
                return epoch(text);
            }
            long span = TimeSpan.parse(text);
            return now.plusNanos(option.equals("--until") ? span : -span);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new CommandException(
                    option + " " + text + ": must be a time such as 2026-01-02T15:04:05Z, seconds of the epoch, or 10m",
                    e);
        }
    }

    private static Instant zoned(String text) {
        boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static Instant epoch(String text) {
        BigDecimal seconds = new BigDecimal(text);
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i)) && text.charAt(i) != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}

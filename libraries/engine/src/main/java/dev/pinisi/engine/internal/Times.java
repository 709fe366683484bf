package dev.pinisi.engine.internal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as documents have them. */
final class Times {
    private Times() {}

    /** RFC 3339 as an instant; the epoch if there is none, or it is malformed. */
    static Instant created(String text) {
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}

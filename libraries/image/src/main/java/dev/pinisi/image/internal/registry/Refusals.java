package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.internal.http.HttpResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** What answers that are failures mean. */
public final class Refusals {
    private static final int MOST_ERROR_BYTES = 64 << 10;
    private static final long LONGEST_WAIT_SECONDS = 3600;

    private Refusals() {}

    /** Whether the same request may be answered otherwise a little later. */
    public static boolean isTransient(int status) {
        return switch (status) {
            case 408, 425, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** How long the registry asks to wait (RFC 9110, section 10.2.3): so many seconds, or until a date. */
    static Duration retryAfter(HttpResponse response, Instant now) {
        String asked = response.header("Retry-After");
        if (asked.isEmpty()) {
            return Duration.ZERO;
        }
        long seconds;
        try {
            seconds = Character.isDigit(asked.charAt(0))
                    ? Long.parseLong(asked)
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(asked)))
                            .toSeconds();
        } catch (NumberFormatException | DateTimeException e) {
            // our own pauses will do
            seconds = 0;
        }
        return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS));
    }

    /**
     * The exception for an answer that is not one of those accepted. Reads the answer's body and closes it.
     *
     * @param known whether the registry was shown credentials
     */
    static RegistryException of(String what, String host, HttpResponse response, boolean known) throws IOException {
        byte[] body = {};
        try (response) {
            body = response.bytes(MOST_ERROR_BYTES);
        } catch (HttpResponse.TooLongException e) {
            // what is that long is no error of the API: the status says enough
        }
        int status = response.status();
        Kind kind = kind(status);
        String message = what + ": registry " + host + " answered " + ErrorBody.describe(status, body);
        return new RegistryException(kind, host, status, message + remedy(kind, known));
    }

    /** Reads an answer's short body, so that the connection can be used again. */
    static void drain(HttpResponse response) throws IOException {
        try (response) {
            response.bytes(MOST_ERROR_BYTES);
        } catch (HttpResponse.TooLongException e) {
            // closed instead
        }
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 400, 413, 415 -> Kind.NOT_STORED;
            case 405, 501 -> Kind.UNSUPPORTED;
            default -> Kind.UNREACHABLE;
        };
    }

    private static String remedy(Kind kind, boolean known) {
        if (kind != Kind.DENIED) {
            return "";
        }
        return known
                ? "; the credentials for it do not suffice"
                : "; it may be private, or not exist: log in first if it is private";
    }
}

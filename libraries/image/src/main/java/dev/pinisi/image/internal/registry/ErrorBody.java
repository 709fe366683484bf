package dev.pinisi.image.internal.registry;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.util.List;

/** What a registry says about an error (distribution-spec, "Error Codes"), fit to be shown on a terminal. */
final class ErrorBody {
    private static final int LONGEST_SHOWN = 300;

    private ErrorBody() {}

    /** {@code 404 Not Found (manifest unknown)}. */
    static String describe(int status, byte[] body) {
        String reason = reason(status);
        String detail = detail(body);
        return status + (reason.isEmpty() ? "" : " " + reason) + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    private static String detail(byte[] body) {
        try {
            JsonCursor json = JsonCursor.parse(body);
            List<JsonCursor> errors = json.field("errors").elements();
            JsonCursor first = errors.isEmpty() ? json : errors.get(0);
            String message =
                    first.field("message").stringOr(first.field("details").stringOr(""));
            return printable(message.isEmpty() ? first.field("code").stringOr("") : message);
        } catch (JsonException e) {
            // a page for browsers most often: the status says enough
            return "";
        }
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST_SHOWN; i++) {
            char c = text.charAt(i);
            out.append(c < ' ' || (c >= 0x7f && c < 0xa0) ? ' ' : c);
        }
        return out.toString();
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 408 -> "Request Timeout";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}

package dev.pinisi.commandline.internal;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Go's Sprintf for {@code %v %s %d %q %t %x %f %%} with the flags {@code - 0}, width and precision. */
final class Printf {
    /** No column of output is wider. */
    private static final int WIDEST = 1000;

    private final String format;
    private final List<Json> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next = 1;

    private Printf(String format, List<Json> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    static String format(List<Json> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("wrong number of args: want at least 1 got 0");
        }
        return new Printf(Functions.string(arguments.get(0)), arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else if (at < format.length() && format.charAt(at) == '%') {
                out.append('%');
                at++;
            } else {
                directive();
            }
        }
        return out.toString();
    }

    private void directive() {
        boolean left = false;
        boolean zeros = false;
        while (at < format.length() && "-0+# ".indexOf(format.charAt(at)) >= 0) {
            left |= format.charAt(at) == '-';
            zeros |= format.charAt(at) == '0';
            at++;
        }
        int width = Math.max(0, number());
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        char verb = format.charAt(at++);
        if (next >= arguments.size()) {
            out.append("%!").append(verb).append("(MISSING)");
            return;
        }
        pad(convert(verb, precision, arguments.get(next++)), width, left, zeros);
    }

    private int number() {
        int value = -1;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            value = Math.min(WIDEST, Math.max(0, value) * 10 + format.charAt(at++) - '0');
        }
        return value;
    }

    private static String convert(char verb, int precision, Json value) {
        return switch (verb) {
            case 'q' -> new JsonWriter().value(Functions.string(value)).toString();
            case 'f', 'g', 'e' -> decimal(value, precision < 0 ? 6 : precision);
            case 'x' -> Long.toHexString(Functions.integer(value));
            case 'v', 's', 'd', 't' -> shortened(Functions.string(value), precision);
            default -> throw new IllegalArgumentException("unknown verb %" + verb);
        };
    }

    private static String shortened(String text, int precision) {
        return precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
    }

    private static String decimal(Json value, int precision) {
        String text = Functions.string(value);
        if (!Functions.isNumber(text)) {
            throw new IllegalArgumentException("wrong type for value; expected a number; got " + text);
        }
        return new BigDecimal(text).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private void pad(String text, int width, boolean left, boolean zeros) {
        int missing = width - text.length();
        if (missing <= 0) {
            out.append(text);
        } else if (left) {
            out.append(text).repeat(' ', missing);
        } else {
            out.repeat(zeros ? '0' : ' ', missing).append(text);
        }
    }
}

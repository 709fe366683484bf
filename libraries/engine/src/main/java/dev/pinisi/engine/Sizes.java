package dev.pinisi.engine;

import java.util.Locale;

/** Sizes as people write them: {@code 512m}, {@code 1.5g}, {@code 4096}; units are powers of 1024. */
public final class Sizes {
    private static final String UNITS = "bkmgtp";

    private Sizes() {}

    /**
     * The number of bytes; -1 stays -1.
     *
     * @param option for the message: {@code --memory}
     */
    public static long parse(String option, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int end = lower.length();
        if (end > 2 && lower.endsWith("ib")) {
            end -= 2;
        } else if (end > 2 && lower.charAt(end - 1) == 'b' && UNITS.indexOf(lower.charAt(end - 2)) > 0) {
            end--;
        }
        int unit = end > 0 ? UNITS.indexOf(lower.charAt(end - 1)) : -1;
        String number = lower.substring(0, unit >= 0 ? end - 1 : end).trim();
        int shift = Math.max(unit, 0) * 10;
        try {
            if (number.indexOf('.') < 0) {
                return Math.multiplyExact(Long.parseLong(number), 1L << shift);
            }
            return (long) (Double.parseDouble(number) * (1L << shift));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new EngineException(
                    EngineException.Kind.INVALID_SPEC,
                    text,
                    option + " " + text + ": must be a number of bytes with an optional unit b, k, m, g, t or p");
        }
    }
}

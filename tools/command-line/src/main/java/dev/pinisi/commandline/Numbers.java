package dev.pinisi.commandline;

/** Numbers and truth values as Go's strconv reads them, which is what scripts written for podman rely on. */
final class Numbers {
    private Numbers() {}

    /** A whole number: decimal, {@code 0x}, {@code 0o} or leading 0 for octal, {@code 0b}, with an optional sign. */
    static long integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException(text);
        }
        int radix = radix(digits);
        String bare = digits.substring(prefixLength(digits, radix));
        return Long.parseLong(negative ? "-" + bare : bare, radix);
    }

    /** Whether the text is a truth value to Go's ParseBool. */
    static boolean isTruth(String text) {
        return isTrue(text)
                || text.equals("0")
                || text.equals("f")
                || text.equals("F")
                || text.equals("false")
                || text.equals("False")
                || text.equals("FALSE");
    }

    static boolean isTrue(String text) {
        return text.equals("1")
                || text.equals("t")
                || text.equals("T")
                || text.equals("true")
                || text.equals("True")
                || text.equals("TRUE");
    }

    private static int radix(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static int prefixLength(String digits, int radix) {
        return switch (radix) {
            case 16, 2 -> 2;
            case 8 -> digits.charAt(1) == 'o' || digits.charAt(1) == 'O' ? 2 : 1;
            default -> 0;
        };
    }
}

package dev.pinisi.network;

/** Small unsigned numbers in text, without exceptions for what is none. */
final class Decimal {
    private static final int MAXIMUM_DIGITS = 5;

    private Decimal() {}

    /** The number; -1 if the text is none, or more than the maximum. */
    static int parse(String text, int maximum) {
        if (text.isEmpty() || text.length() > MAXIMUM_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int index = 0; index < text.length(); index++) {
            char digit = text.charAt(index);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value <= maximum ? value : -1;
    }
}

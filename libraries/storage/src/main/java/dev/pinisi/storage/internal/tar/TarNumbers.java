package dev.pinisi.storage.internal.tar;

import java.nio.charset.StandardCharsets;

/** The numbers in headers. */
final class TarNumbers {
    private static final int MOST_DIGITS = 19;

    private TarNumbers() {}

    /** A field of a header: octal text, or GNU's and star's base 256 if the first bit is set. */
    static long field(byte[] header, int offset, int length) {
        if ((header[offset] & 0x80) != 0) {
            return base256(header, offset, length);
        }
        int at = offset;
        int end = offset + length;
        while (at < end && header[at] == ' ') {
            at++;
        }
        long value = 0;
        for (; at < end && header[at] != 0 && header[at] != ' '; at++) {
            int digit = header[at] - '0';
            if (digit < 0 || digit > 7) {
                throw new TarException("a header's number is not octal");
            }
            if (value >>> 60 != 0) {
                throw new TarException("a header's number does not fit 63 bits");
            }
            value = value << 3 | digit;
        }
        return value;
    }

    private static long base256(byte[] header, int offset, int length) {
        boolean negative = (header[offset] & 0x40) != 0;
        int sign = negative ? 0xff : 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < length; i++) {
            int octet = header[offset + i] & 0xff;
            if (i == 0) {
                octet = negative ? octet : octet & 0x7f;
            }
            boolean significant = i >= length - 8;
            if (!significant && octet != sign) {
                throw new TarException("a header's number does not fit 63 bits");
            }
            value = value << 8 | octet;
        }
        if ((value < 0) != negative) {
            throw new TarException("a header's number does not fit 63 bits");
        }
        return value;
    }

    /** A whole decimal number that is not negative. */
    static long decimal(byte[] text, int from, int to) {
        if (to <= from || to - from > MOST_DIGITS) {
            throw notDecimal(text, from, to);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw notDecimal(text, from, to);
            }
            value = value * 10 + digit;
        }
        if (value < 0) {
            throw notDecimal(text, from, to);
        }
        return value;
    }

    /** The identity or device number here, which has 32 bits. */
    static int narrow(long value, String what) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new TarException(what + " " + value + " does not fit 32 bits");
        }
        return (int) value;
    }

    private static TarException notDecimal(byte[] text, int from, int to) {
        int end = Math.max(from, Math.min(to, from + 40));
        String shown = new String(text, from, end - from, StandardCharsets.UTF_8);
        return new TarException("\"" + shown + "\" is not a decimal number");
    }
}

package dev.pinisi.commandline;

import java.math.BigDecimal;
import java.math.MathContext;

/** Amounts of memory and storage, shown as podman does. */
public final class ByteSize {
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private ByteSize() {}

    /**
     * Shows bytes in powers of 1000 with three significant digits: {@code 2.22MB}, {@code 121MB}.
     *
     * @param separator what stands between number and unit
     */
    public static String show(long bytes, String separator) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < DECIMAL.length - 1) {
            value /= 1000;
            unit++;
        }
        return significant(value, unit == 0) + separator + DECIMAL[unit];
    }

    /** Shows bytes in powers of 1000 with four significant digits, {@code 2.216MB}, where layers are compared. */
    public static String precise(long bytes) {
        BigDecimal value = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (value.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < DECIMAL.length - 1) {
            value = value.movePointLeft(3);
            unit++;
        }
        BigDecimal rounded = value.round(new MathContext(4)).stripTrailingZeros();
        return rounded.toPlainString() + DECIMAL[unit];
    }

    /** Three significant digits, without trailing zeros behind the point. */
    private static String significant(double value, boolean whole) {
        int decimals = whole ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        long factor = decimals == 2 ? 100 : decimals == 1 ? 10 : 1;
        long scaled = Math.round(value * factor);
        String text = Long.toString(scaled / factor);
        long fraction = scaled % factor;
        if (fraction == 0) {
            return text;
        }
        if (decimals == 2 && fraction % 10 == 0) {
            return text + "." + fraction / 10;
        }
        return text + (decimals == 2 && fraction < 10 ? ".0" : ".") + fraction;
    }
}

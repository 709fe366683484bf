package dev.pinisi.commandline;

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
        return show(bytes, separator, 100);
    }

    /** Shows bytes with four significant digits, {@code 2.218MB}, as {@code system df} and {@code image tree} do. */
    public static String precise(long bytes) {
        return show(bytes, "", 1000);
    }

    /** @param precision 10 to the number of digits behind the first */
    private static String show(long bytes, String separator, long precision) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 - 50.0 / precision && unit < DECIMAL.length - 1) {
            value /= 1000;
            unit++;
        }
        return significant(value, unit == 0 ? 1 : precision) + separator + DECIMAL[unit];
    }

    /** Without zeros at the end of the fraction. */
    private static String significant(double value, long precision) {
        long factor = precision;
        while (factor > 1 && Math.round(value * factor) >= 10 * precision) {
            factor /= 10;
        }
        long scaled = Math.round(value * factor);
        while (factor > 1 && scaled % 10 == 0) {
            scaled /= 10;
            factor /= 10;
        }
        if (factor == 1) {
            return Long.toString(scaled);
        }
        // the 1 before the fraction keeps its leading zeros
        String fraction = Long.toString(factor + scaled % factor).substring(1);
        return scaled / factor + "." + fraction;
    }
}

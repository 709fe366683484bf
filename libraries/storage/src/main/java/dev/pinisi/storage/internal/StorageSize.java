package dev.pinisi.storage.internal;

import dev.pinisi.storage.StorageException;
import dev.pinisi.storage.StorageException.Kind;
import java.util.Locale;

/** A number of bytes with a unit, of 1024 each, as docker and podman read it: {@code 10G}, {@code 512mb}, {@code 4096}. */
public final class StorageSize {
    private static final String UNITS = "bkmgtp";

    private StorageSize() {}

    /**
     * The number of bytes.
     *
     * @throws StorageException INVALID
     */
    public static long parse(String text) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String unit = text.substring(end).strip().toLowerCase(Locale.ROOT);
        unit = unit.length() > 1 && unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
        unit = unit.length() > 1 && unit.endsWith("i") ? unit.substring(0, unit.length() - 1) : unit;
        int power = unit.isEmpty() ? 0 : unit.length() == 1 ? UNITS.indexOf(unit) : -1;
        try {
            double bytes = Double.parseDouble(text.substring(0, end)) * Math.pow(1024, power);
            if (power >= 0 && bytes >= 0 && bytes < Long.MAX_VALUE) {
                return (long) bytes;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new StorageException(
                Kind.INVALID, "size \"" + text + "\": a number with a unit is expected, such as 10G");
    }
}

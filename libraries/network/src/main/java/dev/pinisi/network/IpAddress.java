package dev.pinisi.network;

import java.util.Optional;

/**
 * An IPv4 address; the one type to widen when IPv6 comes.
 *
 * @param bits the address as a number, most significant byte first
 */
public record IpAddress(int bits) {
    /** All addresses of a host. */
    public static final IpAddress ANY = new IpAddress(0);

    private static final int PARTS = 4;

    /** Reads {@code 10.90.0.2}; no shorter or other forms. */
    public static Optional<IpAddress> parse(String text) {
        int bits = 0;
        int from = 0;
        for (int part = 0; part < PARTS; part++) {
            int dot = text.indexOf('.', from);
            boolean last = part == PARTS - 1;
            if (last != (dot < 0)) {
                return Optional.empty();
            }
            int value = Decimal.parse(text.substring(from, last ? text.length() : dot), 255);
            if (value < 0) {
                return Optional.empty();
            }
            bits = bits << 8 | value;
            from = dot + 1;
        }
        return Optional.of(new IpAddress(bits));
    }

    /** Whether it is one of 127.0.0.0/8. */
    public boolean isLoopback() {
        return bits >>> 24 == 127;
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >> 16 & 0xff) + "." + (bits >> 8 & 0xff) + "." + (bits & 0xff);
    }
}

package dev.pinisi.network;

/** Ethernet addresses: locally administered, made from IP addresses (one that comes back has the same), or as given. */
public final class Mac {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Mac() {}

    static byte[] of(IpAddress address) {
        int bits = address.bits();
        return new byte[] {0x02, 0x70, (byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    }

    /**
     * Reads six bytes in hexadecimal digits with colons between.
     *
     * @throws IllegalArgumentException if it is none, or that of a group
     */
    public static byte[] parse(String text) {
        byte[] mac = new byte[6];
        boolean good = text.length() == 17;
        for (int i = 0; good && i < 6; i++) {
            int high = Character.digit(text.charAt(3 * i), 16);
            int low = Character.digit(text.charAt(3 * i + 1), 16);
            good = high >= 0 && low >= 0 && (i == 5 || text.charAt(3 * i + 2) == ':');
            mac[i] = (byte) (high << 4 | low);
        }
        if (!good || (mac[0] & 1) != 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an Ethernet address of one host, such as 02:70:0a:5a:00:02");
        }
        return mac;
    }

    /** {@code 02:70:0a:5a:00:02}. */
    static String text(byte[] mac) {
        StringBuilder text = new StringBuilder(mac.length * 3);
        for (byte each : mac) {
            text.append(text.isEmpty() ? "" : ":");
            text.append(DIGITS[each >> 4 & 15]).append(DIGITS[each & 15]);
        }
        return text.toString();
    }
}

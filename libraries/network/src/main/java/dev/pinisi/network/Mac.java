package dev.pinisi.network;

/** Ethernet addresses, locally administered, made from IP addresses: an address that comes back has the same one. */
final class Mac {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Mac() {}

    static byte[] of(IpAddress address) {
        int bits = address.bits();
        return new byte[] {0x02, 0x70, (byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
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

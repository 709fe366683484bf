package dev.pinisi.image.internal.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts of NO_PROXY: names, which stand for all below them, too; {@code .domain} and {@code *.domain} for those
 * below only; addresses; networks {@code 10.0.0.0/8}; each with {@code :port} or without; {@code *} for all. This host
 * is always one of them.
 */
final class DirectHosts {
    /**
     * @param name lower case; begins with a dot where only those below are meant
     * @param port 0 for any
     */
    private record Entry(String name, int port) {}

    private final List<Entry> entries;

    private DirectHosts(List<Entry> entries) {
        this.entries = entries;
    }

    static DirectHosts parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            String entry = one.trim().toLowerCase(Locale.ROOT);
            if (!entry.isEmpty()) {
                entries.add(entry(entry));
            }
        }
        return new DirectHosts(entries);
    }

    boolean contains(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost")) {
            return true;
        }
        byte[] address = address(name);
        if ((address.length == 4 && address[0] == 127) || name.equals("::1") || name.equals("0:0:0:0:0:0:0:1")) {
            return true;
        }
        for (Entry entry : entries) {
            if ((entry.port() == 0 || entry.port() == port) && matches(entry.name(), name, address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String entry, String name, byte[] address) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            return address.length > 0 && inNetwork(address, entry.substring(0, slash), entry.substring(slash + 1));
        }
        byte[] literal = address.length > 0 ? address(entry) : address;
        return (literal.length > 0 && Arrays.equals(literal, address))
                || name.equals(entry)
                || name.endsWith(entry.startsWith(".") ? entry : "." + entry);
    }

    private static Entry entry(String text) {
        String name = text.startsWith("*.") ? text.substring(1) : text;
        if (name.startsWith("[") && name.indexOf(']') > 0) {
            int end = name.indexOf(']');
            return new Entry(name.substring(1, end), port(name.substring(end + 1)));
        }
        int colon = name.indexOf(':');
        boolean single = colon >= 0 && colon == name.lastIndexOf(':');
        return single ? new Entry(name.substring(0, colon), port(name.substring(colon))) : new Entry(name, 0);
    }

    private static int port(String suffix) {
        try {
            return suffix.startsWith(":") ? Integer.parseInt(suffix.substring(1)) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean inNetwork(byte[] address, String network, String prefix) {
        byte[] base = address(network);
        if (base.length != address.length) {
            return false;
        }
        int bits;
        try {
            bits = Integer.parseInt(prefix);
        } catch (NumberFormatException e) {
            return false;
        }
        if (bits < 0 || bits > 8 * base.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if (((base[i / 8] ^ address[i / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a literal address; none for a name, which is not resolved. */
    private static byte[] address(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}

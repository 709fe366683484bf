package dev.pinisi.oci.systemd;

import java.util.ArrayList;
import java.util.List;

/** Addresses of buses: {@code unix:path=/run/dbus/system_bus_socket,guid=…;…} (D-Bus Specification, "Server Addresses"). */
final class BusAddress {
    private static final String UNIX = "unix:";
    private static final String PATH = "path=";

    private BusAddress() {}

    /** The paths of sockets that an address names; others than such sockets are left out. */
    static List<String> paths(String address) {
        List<String> paths = new ArrayList<>();
        int start = 0;
        while (start < address.length()) {
            int end = address.indexOf(';', start);
            end = end < 0 ? address.length() : end;
            if (address.startsWith(UNIX, start)) {
                addPath(address.substring(start + UNIX.length(), end), paths);
            }
            start = end + 1;
        }
        return paths;
    }

    private static void addPath(String keys, List<String> paths) {
        int start = 0;
        while (start < keys.length()) {
            int end = keys.indexOf(',', start);
            end = end < 0 ? keys.length() : end;
            if (keys.startsWith(PATH, start)) {
                paths.add(unescaped(keys.substring(start + PATH.length(), end)));
            }
            start = end + 1;
        }
    }

    /** Unusual bytes are there as a percent sign and two hexadecimal digits. */
    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            boolean escaped = value.charAt(i) == '%' && i + 2 < value.length();
            int high = escaped ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = escaped ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (high >= 0 && low >= 0) {
                text.append((char) (high * 16 + low));
                i += 2;
            } else {
                text.append(value.charAt(i));
            }
        }
        return text.toString();
    }
}

package dev.pinisi.engine.internal;

import dev.pinisi.engine.DeviceMapping;

/** Reads {@code --device}: {@code host[:container][:permissions]}. */
public final class DeviceParser {
    private DeviceParser() {}

    public static DeviceMapping parse(String text) {
        String[] parts = split(text);
        String host = parts[0];
        String container = host;
        String permissions = "rwm";
        if (parts.length > 3 || !host.startsWith("/")) {
            throw Invalid.option("--device", text, "must be HOST-DEVICE[:CONTAINER-DEVICE][:PERMISSIONS]");
        }
        if (parts.length == 3) {
            container = parts[1];
            permissions = parts[2];
        } else if (parts.length == 2 && parts[1].startsWith("/")) {
            container = parts[1];
        } else if (parts.length == 2) {
            permissions = parts[1];
        }
        for (int i = 0; i < permissions.length(); i++) {
            if ("rwm".indexOf(permissions.charAt(i)) < 0) {
                throw Invalid.option("--device", text, "permissions must be some of r, w and m");
            }
        }
        return new DeviceMapping(host, container, permissions);
    }

    /** The parts between colons; {@link String#split} would load the regex engine for some separators. */
    private static String[] split(String text) {
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == ':' ? 1 : 0;
        }
        String[] parts = new String[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int colon = text.indexOf(':', start);
            parts[i] = text.substring(start, colon < 0 ? text.length() : colon);
            start = colon + 1;
        }
        return parts;
    }
}

package dev.pinisi.storage.internal.peer;

import dev.pinisi.json.JsonCursor;

/** The IDs of another store's images and layers, which name its files. */
final class PeerId {
    private static final int DIGITS = 64;

    private PeerId() {}

    /**
     * Reads one.
     *
     * @throws dev.pinisi.json.JsonException if it is none
     */
    static String read(JsonCursor json) {
        String id = json.string();
        if (id.length() != DIGITS || !id.chars().allMatch(PeerId::isHex)) {
            throw json.fail("an ID of " + DIGITS + " hexadecimal digits expected");
        }
        return id;
    }

    /** Reads one that may be left out; empty then. */
    static String orNone(JsonCursor json) {
        return json.stringOr("").isEmpty() ? "" : read(json);
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}

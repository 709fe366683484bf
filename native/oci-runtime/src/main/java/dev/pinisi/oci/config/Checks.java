package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;

/** Conditions that several parts of a configuration share. */
final class Checks {
    private Checks() {}

    static String notEmpty(JsonCursor text) {
        String value = text.string();
        if (value.isEmpty()) {
            throw text.fail("must not be empty");
        }
        return value;
    }

    static String absolute(JsonCursor path) {
        String value = path.string();
        if (!value.startsWith("/")) {
            throw path.fail("\"" + value + "\" is not an absolute path");
        }
        return value;
    }

    static int notNegative(JsonCursor number) {
        int value = number.intOr(0);
        if (value < 0) {
            throw number.fail(value + " is negative");
        }
        return value;
    }

    /** A user or group id: 32 bits, unsigned, as the bits of an int. */
    static int id(JsonCursor number) {
        long value = number.longOr(0);
        if (value < 0 || value > 0xffffffffL) {
            throw number.fail(value + " is not an id of 32 bits");
        }
        return (int) value;
    }
}

package dev.pinisi.engine.internal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Invents ids and names. The kernel's random numbers are read as a file: Java's providers take long to load. */
final class Ids {
    private static final String HEX = "0123456789abcdef";
    private static final String[] ADJECTIVES = {
        "able", "bold", "brave", "bright", "brisk", "calm", "clever", "cosy", "deft", "eager", "early", "fair", "fleet",
        "fond", "free", "gentle", "glad", "golden", "grand", "handy", "hardy", "honest", "jolly", "keen", "kind",
        "lively", "loyal", "lucid", "merry", "mild", "modest", "neat", "nimble", "noble", "placid", "proud", "quick",
        "quiet", "ready", "robust", "salty", "serene", "sharp", "snug", "steady", "sturdy", "sunny", "swift", "tidy",
        "trusty", "upbeat", "vivid", "warm", "wise", "witty", "zesty"
    };
    private static final String[] NOUNS = {
        "anchor",
        "anjungan",
        "bay",
        "beacon",
        "bowsprit",
        "breeze",
        "bugis",
        "buoy",
        "cape",
        "cargo",
        "compass",
        "coral",
        "current",
        "deck",
        "dolphin",
        "gull",
        "harbour",
        "haven",
        "helm",
        "heron",
        "island",
        "jib",
        "keel",
        "lagoon",
        "lantern",
        "lateen",
        "lugger",
        "mast",
        "monsoon",
        "osprey",
        "padewakang",
        "pelican",
        "phinisi",
        "pier",
        "prow",
        "quay",
        "reef",
        "rigging",
        "rudder",
        "sail",
        "schooner",
        "sextant",
        "shoal",
        "spar",
        "starboard",
        "strait",
        "tern",
        "tide",
        "tiller",
        "trade",
        "turtle",
        "voyage",
        "wake",
        "wave",
        "wharf",
        "windward"
    };

    private Ids() {}

    /** Whether a name may be an id of these: others than containers' have names of another length. */
    static boolean isId(String name) {
        return name.length() == 64;
    }

    /** 64 hexadecimal digits, never all of them decimal. */
    static String id() {
        byte[] random = random(32);
        StringBuilder id = new StringBuilder(64);
        for (byte b : random) {
            id.append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
        }
        // an id whose beginning is a number could be taken for a process's
        return allDigits(id) ? id() : id.toString();
    }

    /** Such as {@code swift_harbour}. */
    static String name() {
        byte[] random = random(2);
        return ADJECTIVES[(random[0] & 0xff) % ADJECTIVES.length] + "_" + NOUNS[(random[1] & 0xff) % NOUNS.length];
    }

    private static boolean allDigits(CharSequence id) {
        for (int i = 0; i < 12; i++) {
            if (id.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static byte[] random(int count) {
        try (FileInputStream in = new FileInputStream("/dev/urandom")) {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /dev/urandom: " + e.getMessage(), e);
        }
    }
}

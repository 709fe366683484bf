package dev.pinisi.oci.config;

import dev.pinisi.json.JsonCursor;

/** Numbers of CPUs or memory nodes as the kernel lists them: {@code 0-3,7}. */
public final class IndexSet {
    /** The kernel's own bounds (NR_CPUS, MAX_NUMNODES) are below. */
    private static final int LIMIT = 8192;

    private IndexSet() {}

    /** The text here, checked; empty where this is absent. */
    static String read(JsonCursor list) {
        String text = list.stringOr("");
        if (!text.isEmpty() && mask(text).length == 0) {
            throw list.fail("\"" + text + "\" is not a list of numbers below " + LIMIT + " such as 0-3,7");
        }
        return text;
    }

    /** A bit each, the lowest first, in whole words of 64 bits; empty if the text is no such list. */
    public static byte[] mask(String text) {
        boolean[] present = new boolean[LIMIT];
        int highest = -1;
        int at = 0;
        while (at <= text.length()) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            int dash = text.indexOf('-', at);
            boolean range = dash >= 0 && dash < end;
            int first = number(text, at, range ? dash : end);
            int last = range ? number(text, dash + 1, end) : first;
            if (first < 0 || last < first) {
                return new byte[0];
            }
            for (int i = first; i <= last; i++) {
                present[i] = true;
            }
            highest = Math.max(highest, last);
            at = end + 1;
        }
        return packed(present, highest);
    }

    private static byte[] packed(boolean[] present, int highest) {
        byte[] mask = new byte[(highest / 64 + 1) * 8];
        for (int i = 0; i <= highest; i++) {
            if (present[i]) {
                mask[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return mask;
    }

    /** -1 if it is none, or too large. */
    private static int number(String text, int start, int end) {
        int value = start < end ? 0 : -1;
        for (int i = start; i < end && value >= 0; i++) {
            int digit = text.charAt(i) - '0';
            boolean valid = digit >= 0 && digit <= 9;
            value = valid && value * 10 + digit < LIMIT ? value * 10 + digit : -1;
        }
        return value;
    }
}

package dev.pinisi.engine.internal;

import java.io.ByteArrayOutputStream;

/** Watches input for the keys that detach: {@code ctrl-p,ctrl-q}. What may become them is held back until it is clear. */
final class DetachKeys {
    private final byte[] keys;
    private int matched;

    /**
     * @param text letters and {@code ctrl-X} with commas between; empty for none
     */
    DetachKeys(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int start = 0;
        while (start < text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            bytes.write(key(text, text.substring(start, end)));
            start = end + 1;
        }
        keys = bytes.toByteArray();
    }

    private static int key(String all, String key) {
        if (key.length() == 1) {
            return key.charAt(0);
        }
        if (key.length() == 6 && key.startsWith("ctrl-")) {
            char letter = key.charAt(5);
            if ((letter >= '@' && letter <= '_') || (letter >= 'a' && letter <= 'z')) {
                return letter & 0x1f;
            }
        }
        throw Invalid.option("--detach-keys", all, "must be letters or ctrl-LETTER with commas between");
    }

    /** Whether all keys were typed. */
    boolean complete() {
        return keys.length > 0 && matched == keys.length;
    }

    /** What of the input is to be sent now. */
    byte[] filter(byte[] input, int length) {
        ByteArrayOutputStream send = new ByteArrayOutputStream(length + keys.length);
        for (int i = 0; i < length && !complete(); i++) {
            if (keys.length > 0 && input[i] == keys[matched]) {
                matched++;
                continue;
            }
            send.write(keys, 0, matched);
            matched = 0;
            if (keys.length > 0 && input[i] == keys[0]) {
                matched = 1;
            } else {
                send.write(input[i]);
            }
        }
        return send.toByteArray();
    }
}

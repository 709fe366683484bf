package dev.pinisi.oci.kernel;

import java.nio.charset.StandardCharsets;

/** UTF-8, with a short way for ASCII. */
public final class Utf8 {
    private Utf8() {}

    /** The text's bytes. */
    public static byte[] encode(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    /** The text's bytes and one NUL byte. */
    public static byte[] encodeWithNul(String text) {
        byte[] bytes = new byte[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return withNul(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[i] = (byte) c;
        }
        return bytes;
    }

    /** The text of these bytes. */
    public static String decode(byte[] bytes, int from, int length) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            if (b < 0) {
                return new String(bytes, from, length, StandardCharsets.UTF_8);
            }
            chars[i] = (char) b;
        }
        return new String(chars);
    }

    private static byte[] withNul(byte[] bytes) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, bytes.length);
        return longer;
    }
}

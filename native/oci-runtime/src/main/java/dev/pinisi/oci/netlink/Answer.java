package dev.pinisi.oci.netlink;

import java.util.HashMap;
import java.util.Map;

/** One message of the kernel: its type, its fixed part, its attributes by number. */
final class Answer {
    private static final int ATTRIBUTE_TYPE = 0x3fff;

    private final int type;
    private final byte[] fixed;
    private final Map<Integer, byte[]> attributes;

    private Answer(int type, byte[] fixed, Map<Integer, byte[]> attributes) {
        this.type = type;
        this.fixed = fixed;
        this.attributes = attributes;
    }

    int type() {
        return type;
    }

    byte[] fixed() {
        return fixed;
    }

    Map<Integer, byte[]> attributes() {
        return attributes;
    }

    /**
     * Reads the payload of a message.
     *
     * @param fixedSize how much of it comes before the attributes
     */
    static Answer read(int type, byte[] payload, int fixedSize) {
        byte[] fixed = new byte[fixedSize];
        System.arraycopy(payload, 0, fixed, 0, Math.min(fixedSize, payload.length));
        Map<Integer, byte[]> attributes = new HashMap<>();
        int at = fixedSize;
        while (at + 4 <= payload.length) {
            int length = Words.get16(payload, at);
            if (length < 4 || at + length > payload.length) {
                break;
            }
            byte[] value = new byte[length - 4];
            System.arraycopy(payload, at + 4, value, 0, value.length);
            attributes.put(Words.get16(payload, at + 2) & ATTRIBUTE_TYPE, value);
            at += (length + 3) & ~3;
        }
        return new Answer(type, fixed, attributes);
    }
}

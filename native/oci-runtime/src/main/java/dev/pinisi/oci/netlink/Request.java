package dev.pinisi.oci.netlink;

import dev.pinisi.oci.kernel.Utf8;

/** A message to the kernel: header, fixed part, attributes. */
final class Request {
    static final int NEW_LINK = 16;
    static final int GET_LINK = 18;
    static final int NEW_ADDRESS = 20;
    static final int GET_ADDRESS = 22;

    /** Wants an answer even if all is well (NLM_F_REQUEST, NLM_F_ACK). */
    static final int ACKNOWLEDGE = 0x5;
    /** Wants all there are (NLM_F_REQUEST, NLM_F_DUMP). */
    static final int ALL = 0x301;
    /** Of something that is not there yet (NLM_F_REQUEST, NLM_F_ACK, NLM_F_EXCL, NLM_F_CREATE). */
    static final int NEW = 0x605;

    private static final int HEADER = 16;

    private byte[] bytes;

    Request(int type, int flags, byte[] fixed) {
        bytes = new byte[HEADER + aligned(fixed.length)];
        Words.put16(bytes, 4, type);
        Words.put16(bytes, 6, flags);
        System.arraycopy(fixed, 0, bytes, HEADER, fixed.length);
    }

    /** About links: a struct ifinfomsg. */
    static Request ofLink(int type, int flags, int index, int state, int changed) {
        byte[] fixed = new byte[16];
        Words.put32(fixed, 4, index);
        Words.put32(fixed, 8, state);
        Words.put32(fixed, 12, changed);
        return new Request(type, flags, fixed);
    }

    Request with(int attribute, byte[] value) {
        byte[] longer = new byte[bytes.length + 4 + aligned(value.length)];
        System.arraycopy(bytes, 0, longer, 0, bytes.length);
        Words.put16(longer, bytes.length, 4 + value.length);
        Words.put16(longer, bytes.length + 2, attribute);
        System.arraycopy(value, 0, longer, bytes.length + 4, value.length);
        bytes = longer;
        return this;
    }

    Request with(int attribute, int value) {
        byte[] word = new byte[4];
        Words.put32(word, 0, value);
        return with(attribute, word);
    }

    Request with(int attribute, String text) {
        return with(attribute, Utf8.encodeWithNul(text));
    }

    byte[] bytes() {
        Words.put32(bytes, 0, bytes.length);
        return bytes;
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }
}

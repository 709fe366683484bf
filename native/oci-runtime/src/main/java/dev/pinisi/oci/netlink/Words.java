package dev.pinisi.oci.netlink;

/** Numbers in messages, in the byte order of the machines supported. */
final class Words {
    private Words() {}

    static void put16(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) value;
        bytes[offset + 1] = (byte) (value >> 8);
    }

    static void put32(byte[] bytes, int offset, int value) {
        put16(bytes, offset, value);
        put16(bytes, offset + 2, value >> 16);
    }

    static int get16(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) | (bytes[offset + 1] & 0xff) << 8;
    }

    static int get32(byte[] bytes, int offset) {
        return get16(bytes, offset) | get16(bytes, offset + 2) << 16;
    }
}

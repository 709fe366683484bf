package dev.pinisi.oci.execute;

/** A structure for the kernel, field by field, in the byte order of the machines supported. */
final class LittleEndian {
    private final byte[] bytes;

    LittleEndian(int size) {
        bytes = new byte[size];
    }

    LittleEndian int32(int offset, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >> (8 * i));
        }
        return this;
    }

    LittleEndian int64(int offset, long value) {
        return int32(offset, (int) value).int32(offset + 4, (int) (value >> 32));
    }

    static int int32(byte[] bytes, int offset) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = (value << 8) | (bytes[offset + i] & 0xff);
        }
        return value;
    }

    byte[] bytes() {
        return bytes;
    }
}

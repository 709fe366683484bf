package dev.pinisi.oci.systemd;

import dev.pinisi.oci.kernel.Utf8;

/** Values in D-Bus's marshalling format, little-endian. Every value is aligned from the first byte written. */
final class BusWriter {
    private byte[] bytes = new byte[512];
    private int length;

    /**
     * An array that is being written.
     *
     * @param lengthAt where its length will be
     * @param start of its first element
     */
    record Array(int lengthAt, int start) {}

    BusWriter align(int boundary) {
        int padded = (length + boundary - 1) / boundary * boundary;
        while (length < padded) {
            put(0);
        }
        return this;
    }

    BusWriter octet(int value) {
        put(value);
        return this;
    }

    BusWriter uint32(int value) {
        return align(4).littleEndian(value, 4);
    }

    BusWriter uint64(long value) {
        return align(8).littleEndian(value, 8);
    }

    BusWriter bool(boolean value) {
        return uint32(value ? 1 : 0);
    }

    /** A string, or the path of an object. */
    BusWriter string(String text) {
        byte[] encoded = Utf8.encode(text);
        uint32(encoded.length);
        return terminated(encoded);
    }

    BusWriter signature(String types) {
        put(types.length());
        return terminated(Utf8.encode(types));
    }

    /** Begins an array of elements with that alignment; that of structures is 8. */
    Array beginArray(int alignment) {
        align(4);
        int lengthAt = length;
        littleEndian(0, 4);
        align(alignment);
        return new Array(lengthAt, length);
    }

    BusWriter endArray(Array array) {
        int size = length - array.start();
        for (int i = 0; i < 4; i++) {
            bytes[array.lengthAt() + i] = (byte) (size >>> (8 * i));
        }
        return this;
    }

    /** Bytes that are marshalled already, or none of this format. */
    BusWriter raw(byte[] content) {
        for (byte value : content) {
            put(value);
        }
        return this;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        byte[] exact = new byte[length];
        System.arraycopy(bytes, 0, exact, 0, length);
        return exact;
    }

    private BusWriter terminated(byte[] encoded) {
        raw(encoded);
        put(0);
        return this;
    }

    private BusWriter littleEndian(long value, int size) {
        for (int i = 0; i < size; i++) {
            put((int) (value >>> (8 * i)));
        }
        return this;
    }

    private void put(int value) {
        if (length == bytes.length) {
            byte[] larger = new byte[bytes.length * 2];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
        bytes[length++] = (byte) value;
    }
}

package dev.pinisi.oci.checkpoint;

import dev.pinisi.oci.kernel.Utf8;

/** A protocol buffer that is written, field by field. */
final class Message {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private byte[] buffer = new byte[1024];
    private int length;

    Message number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    /** Present only if it is set: false is what an absent one means. */
    Message flag(int field, boolean value) {
        return value ? number(field, 1) : this;
    }

    Message text(int field, String text) {
        return bytes(field, Utf8.encode(text));
    }

    /** Present only if it is not empty. */
    Message textIfAny(int field, String text) {
        return text.isEmpty() ? this : text(field, text);
    }

    Message message(int field, Message message) {
        return bytes(field, message.bytes());
    }

    byte[] bytes() {
        byte[] exact = new byte[length];
        System.arraycopy(buffer, 0, exact, 0, length);
        return exact;
    }

    private Message bytes(int field, byte[] bytes) {
        varint((long) field << 3 | BYTES);
        varint(bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private void varint(long value) {
        makeRoom(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void makeRoom(int bytes) {
        if (length + bytes > buffer.length) {
            byte[] larger = new byte[Math.max(buffer.length * 2, length + bytes)];
            System.arraycopy(buffer, 0, larger, 0, length);
            buffer = larger;
        }
    }
}

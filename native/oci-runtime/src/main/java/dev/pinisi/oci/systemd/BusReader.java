package dev.pinisi.oci.systemd;

import dev.pinisi.oci.kernel.Utf8;

/** Reads values in D-Bus's marshalling format, little-endian. What does not fit into the bytes there are is an error. */
final class BusReader {
    private final byte[] bytes;
    private final int limit;
    private int at;

    BusReader(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.at = from;
        this.limit = limit;
    }

    boolean atEnd() {
        return at >= limit;
    }

    int position() {
        return at;
    }

    BusReader align(int boundary) {
        at = (at + boundary - 1) / boundary * boundary;
        return this;
    }

    int octet() {
        need(1);
        return bytes[at++] & 0xff;
    }

    int uint32() {
        align(4);
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (bytes[at + i] & 0xff) << (8 * i);
        }
        at += 4;
        return value;
    }

    /** A string, or the path of an object. */
    String string() {
        return text(uint32());
    }

    String signature() {
        return text(octet());
    }

    private String text(int size) {
        if (size < 0 || size > limit - at - 1) {
            throw new BusException("the bus sent a broken message: a text of " + size + " bytes");
        }
        String text = Utf8.decode(bytes, at, size);
        at += size + 1;
        return text;
    }

    private void need(int size) {
        if (at + size > limit) {
            throw new BusException("the bus sent a broken message: it ends too early");
        }
    }
}

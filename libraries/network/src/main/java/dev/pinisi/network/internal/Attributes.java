package dev.pinisi.network.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads attributes from a part of a datagram; each look-up walks over them, for there are few. */
final class Attributes {
    private static final int TYPE_MASK = 0x3fff;

    private final ByteBuffer bytes;

    /** @param from where the attributes start, behind the message's fixed part */
    Attributes(ByteBuffer datagram, int from, int to) {
        int end = Math.min(to, datagram.limit());
        this.bytes = from >= end
                ? ByteBuffer.allocate(0)
                : datagram.slice(from, end - from).order(ByteOrder.nativeOrder());
    }

    /** The value of the first attribute of a type. */
    Optional<ByteBuffer> get(int type) {
        int at = 0;
        while (at + 4 <= bytes.limit()) {
            int length = bytes.getShort(at) & 0xffff;
            if (length < 4 || at + length > bytes.limit()) {
                break;
            }
            if ((bytes.getShort(at + 2) & TYPE_MASK) == type) {
                return Optional.of(bytes.slice(at + 4, length - 4).order(ByteOrder.nativeOrder()));
            }
            at += (length + 3) & ~3;
        }
        return Optional.empty();
    }

    /** The string of an attribute, without its NUL; empty if there is none. */
    String string(int type) {
        Optional<ByteBuffer> value = get(type);
        if (value.isEmpty()) {
            return "";
        }
        byte[] text = new byte[value.get().remaining()];
        value.get().get(text);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, UTF_8);
    }
}

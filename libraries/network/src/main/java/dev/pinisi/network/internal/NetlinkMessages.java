package dev.pinisi.network.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes netlink messages one after another into one datagram: header, fixed part, attributes that may nest, all
 * aligned to four bytes (include/uapi/linux/netlink.h). Numbers are in native order unless a method's name says
 * network order.
 */
public final class NetlinkMessages {
    /** Flags of a message's header. */
    public static final int REQUEST = 0x01;

    public static final int ACK = 0x04;
    public static final int REPLACE = 0x100;
    public static final int EXCLUSIVE = 0x200;
    public static final int DUMP = 0x300;
    public static final int CREATE = 0x400;
    public static final int APPEND = 0x800;

    static final int HEADER = 16;
    private static final int SEQUENCE = 8;
    private static final int FLAGS = 6;
    private static final int NESTED = 0x8000;
    private static final int MAXIMUM_DEPTH = 16;

    private ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
    private final List<String> purposes = new ArrayList<>();
    private final int[] open = new int[MAXIMUM_DEPTH];
    private int depth;
    private int message;

    /**
     * Starts a message; its sequence number is its index in the datagram.
     *
     * @param purpose what it is to do, for an error: {@code "create bridge pinisi0"}
     */
    public NetlinkMessages begin(int type, int flags, String purpose) {
        message = buffer.position();
        u32(0).u16(type).u16(flags | REQUEST).u32(purposes.size()).u32(0);
        purposes.add(purpose);
        return this;
    }

    /** Ends the message. */
    public NetlinkMessages end() {
        if (depth != 0) {
            throw new IllegalStateException("an attribute is still open in: " + purposes.getLast());
        }
        buffer.putInt(message, buffer.position() - message);
        return this;
    }

    /** Asks for an answer to the last message: the kernel gives it after all that precede it. */
    public NetlinkMessages acknowledgeLast() {
        buffer.putShort(message + FLAGS, (short) (buffer.getShort(message + FLAGS) | ACK));
        return this;
    }

    public NetlinkMessages u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    public NetlinkMessages u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    public NetlinkMessages u32(int value) {
        room(4).putInt(value);
        return this;
    }

    /** Two bytes in network order. */
    public NetlinkMessages networkU16(int value) {
        return u8(value >> 8).u8(value);
    }

    public NetlinkMessages attribute(int type, byte[] value) {
        u16(4 + value.length).u16(type);
        room(value.length + 3).put(value);
        return align();
    }

    public NetlinkMessages attributeU8(int type, int value) {
        return u16(5).u16(type).u8(value).align();
    }

    public NetlinkMessages attributeU32(int type, int value) {
        return u16(8).u16(type).u32(value);
    }

    /** A number in network order, as nf_tables has all of its numbers. */
    public NetlinkMessages attributeNetworkU32(int type, int value) {
        return u16(8).u16(type).networkU16(value >>> 16).networkU16(value);
    }

    /** A string that ends with NUL. */
    public NetlinkMessages attribute(int type, String value) {
        byte[] encoded = value.getBytes(UTF_8);
        u16(4 + encoded.length + 1).u16(type);
        room(encoded.length + 4).put(encoded).put((byte) 0);
        return align();
    }

    /** Starts an attribute that holds others. */
    public NetlinkMessages nest(int type) {
        open[depth++] = buffer.position();
        return u16(0).u16(type | NESTED);
    }

    /** Ends the attribute that was started last. */
    public NetlinkMessages unnest() {
        int start = open[--depth];
        buffer.putShort(start, (short) (buffer.position() - start));
        return this;
    }

    /** The purpose of the message with this sequence number. */
    String purpose(int sequence) {
        return sequence >= 0 && sequence < purposes.size() ? purposes.get(sequence) : "netlink request";
    }

    /** All messages, to be read. */
    ByteBuffer datagram() {
        return buffer.duplicate().order(ByteOrder.nativeOrder()).flip();
    }

    static int sequenceOf(ByteBuffer datagram, int at) {
        return datagram.getInt(at + SEQUENCE);
    }

    private NetlinkMessages align() {
        while ((buffer.position() & 3) != 0) {
            u8(0);
        }
        return this;
    }

    private ByteBuffer room(int size) {
        if (buffer.remaining() < size) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + size);
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).put(buffer.flip());
        }
        return buffer;
    }
}

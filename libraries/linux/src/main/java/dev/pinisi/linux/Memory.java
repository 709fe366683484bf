package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Off-heap memory for the arguments of a few calls, freed by {@link #close}. Only the thread that opened it may use it.
 *
 * <p>Structures are written through direct buffers, whose accessors are plain methods: a memory segment's own would
 * build a var handle for each layout, about 2 ms for the first in a cold JVM.
 */
final class Memory implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();

    /**
     * A piece of memory.
     *
     * @param address what a call is given
     * @param bytes its contents, in native byte order, at first zero
     */
    record Block(long address, ByteBuffer bytes) {}

    /** The address of a NUL-terminated copy in UTF-8. */
    long string(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        for (byte each : encoded) {
            if (each == 0) {
                throw new IllegalArgumentException("a string for the kernel must not contain NUL: " + text);
            }
        }
        Block copy = block(encoded.length + 1);
        copy.bytes.put(encoded);
        return copy.address;
    }

    /** The address of a copy; of nothing in particular if there are no bytes. */
    long copyOf(byte[] source, int offset, int length) {
        Block copy = block(Math.max(1, length));
        copy.bytes.put(source, offset, length);
        return copy.address;
    }

    /** Zeroed memory, aligned for every type. */
    Block block(int size) {
        MemorySegment segment = arena.allocate(size, 16);
        return new Block(segment.address(), segment.asByteBuffer().order(ByteOrder.nativeOrder()));
    }

    @Override
    public void close() {
        arena.close();
    }
}

package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap memory for the arguments of a few calls, used again by others after {@link #close}. Only one thread may use
 * it.
 *
 * <p>It is cut from a slab that a pool keeps: there are as many as ever were in use at once. Slabs are direct buffers,
 * whose accessors are plain methods: arenas and the accessors of memory segments would spin classes in a cold JVM, 2 ms
 * for the first of each kind.
 */
final class Memory implements AutoCloseable {
    private static final int SLAB = 72 * 1024;
    private static final int ALIGNMENT = 16;
    private static final ArrayDeque<Block> POOL = new ArrayDeque<>();

    private final Block slab = take();
    private final List<Block> large = new ArrayList<>(0);
    private int used;
    private boolean closed;

    /**
     * A piece of memory.
     *
     * @param address what a call is given
     * @param bytes its contents, in native byte order
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
        Block copy = room(encoded.length + 1);
        copy.bytes.put(encoded).put((byte) 0);
        return copy.address;
    }

    /** The address of a copy; of nothing in particular if there are no bytes. */
    long copyOf(byte[] source, int offset, int length) {
        Block copy = room(Math.max(1, length));
        copy.bytes.put(source, offset, length);
        return copy.address;
    }

    /** Zeroed memory, aligned for every type. */
    Block block(int size) {
        Block block = room(size);
        for (int at = 0; at < size; at++) {
            block.bytes.put(at, (byte) 0);
        }
        return block;
    }

    /** Memory that holds anything, aligned for every type. */
    Block room(int size) {
        if (size > SLAB - used) {
            Block extra = allocate(size);
            large.add(extra);
            return extra;
        }
        int start = used;
        used += size + ALIGNMENT - 1 & -ALIGNMENT;
        return new Block(slab.address + start, slab.bytes.slice(start, size).order(ByteOrder.nativeOrder()));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        large.clear();
        synchronized (POOL) {
            POOL.push(slab);
        }
    }

    private static Block take() {
        synchronized (POOL) {
            return POOL.isEmpty() ? allocate(SLAB) : POOL.pop();
        }
    }

    /** Memory that lives as long as somebody refers to its bytes. */
    static Block allocate(int size) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        return new Block(MemorySegment.ofBuffer(bytes).address(), bytes);
    }
}

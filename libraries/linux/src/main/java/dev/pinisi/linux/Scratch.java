package dev.pinisi.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Off-heap memory of one thread for the arguments of one call: two paths, a block of 64 KiB. What it holds is good
 * until the thread's next call that uses the same part.
 */
final class Scratch {
    static final int BLOCK = 65536;
    private static final int PATH = 4096;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final MemorySegment first = Arena.ofAuto().allocate(PATH, 8);
    private final MemorySegment second = Arena.ofAuto().allocate(PATH, 8);
    private final MemorySegment small = Arena.ofAuto().allocate(256, 8);
    private MemorySegment block = MemorySegment.NULL;

    static Scratch get() {
        return OF_THREAD.get();
    }

    /** The address of the NUL-terminated copy of a path. */
    long path(byte[] path) {
        return store(first, path);
    }

    /** The same for a call's second path. */
    long secondPath(byte[] path) {
        return store(second, path);
    }

    /** 256 bytes for a structure. */
    MemorySegment small() {
        return small;
    }

    /** {@link #BLOCK} bytes for data. */
    MemorySegment block() {
        if (block.byteSize() == 0) {
            block = Arena.ofAuto().allocate(BLOCK, 8);
        }
        return block;
    }

    private static long store(MemorySegment to, byte[] path) {
        if (path.length >= PATH) {
            throw FileCalls.failed(-Errno.ENAMETOOLONG, "path", path);
        }
        for (int i = 0; i < path.length; i++) {
            if (path[i] == 0) {
                throw FileCalls.failed(-Errno.EINVAL, "path with a NUL byte", path);
            }
        }
        MemorySegment.copy(path, 0, to, ValueLayout.JAVA_BYTE, 0, path.length);
        to.set(ValueLayout.JAVA_BYTE, path.length, (byte) 0);
        return to.address();
    }
}

package dev.pinisi.linux;

import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory of one thread for the arguments of one call: two paths, a structure, a block of 64 KiB. What it holds
 * is good until the thread's next call that uses the same part. Made of direct buffers, as {@link Memory} is and for its
 * reason.
 */
final class Scratch {
    static final int BLOCK = 65536;
    private static final int PATH = 4096;
    private static final OfThread OF_THREAD = new OfThread();

    private final Memory.Block first = Memory.allocate(PATH);
    private final Memory.Block second = Memory.allocate(PATH);
    private final Memory.Block small = Memory.allocate(256);
    private Memory.@Nullable Block block;

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
    Memory.Block small() {
        return small;
    }

    /** {@link #BLOCK} bytes for data. */
    Memory.Block block() {
        Memory.Block there = block;
        if (there == null) {
            there = Memory.allocate(BLOCK);
            block = there;
        }
        return there;
    }

    private static long store(Memory.Block to, byte[] path) {
        if (path.length >= PATH) {
            throw FileCalls.failed(-Errno.ENAMETOOLONG, "path", path);
        }
        for (byte each : path) {
            if (each == 0) {
                throw FileCalls.failed(-Errno.EINVAL, "path with a NUL byte", path);
            }
        }
        to.bytes().put(0, path).put(path.length, (byte) 0);
        return to.address();
    }

    /** A class, for a lambda would cost a cold JVM more. */
    private static final class OfThread extends ThreadLocal<Scratch> {
        @Override
        protected Scratch initialValue() {
            return new Scratch();
        }
    }
}

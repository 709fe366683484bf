package dev.pinisi.linux;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Waits for descriptors, ppoll(2). */
public final class Poll {
    private static final short POLLIN = 1;
    private static final int SIZE_OF_POLLFD = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final int SIZE_OF_TIMESPEC = 16;

    private Poll() {}

    /** Whether there is something to read, or the other end is gone, before the time is over. */
    public static boolean readable(Descriptor descriptor, Duration timeout) {
        return firstReadable(List.of(descriptor), timeout) == 0;
    }

    /**
     * Waits until one of the descriptors has something to read, or lost its other end.
     *
     * @param timeout negative: for ever
     * @return the index of the first one; -1 if the time is over
     */
    public static int firstReadable(List<Descriptor> descriptors, Duration timeout) {
        try (Memory memory = new Memory()) {
            Memory.Block set = memory.block(descriptors.size() * SIZE_OF_POLLFD);
            for (int index = 0; index < descriptors.size(); index++) {
                int at = index * SIZE_OF_POLLFD;
                set.bytes().putInt(at, descriptors.get(index).number()).putShort(at + EVENTS, POLLIN);
            }
            long deadline = System.nanoTime() + timeout.toNanos();
            long count;
            do {
                long left = Math.max(0, deadline - System.nanoTime());
                long time = timeout.isNegative() ? 0 : timespec(memory, left);
                // the kernel reads and fills our blocks; expected: EINTR, after which the rest of the time counts
                count = Kernel.call(Syscall.PPOLL, set.address(), descriptors.size(), time, 0, 8);
            } while (count == -Errno.EINTR);
            Kernel.check(count, "poll", "");
            return count == 0 ? -1 : firstReady(set.bytes(), descriptors.size());
        }
    }

    private static long timespec(Memory memory, long nanos) {
        Memory.Block time = memory.block(SIZE_OF_TIMESPEC);
        time.bytes().putLong(0, nanos / 1_000_000_000).putLong(8, nanos % 1_000_000_000);
        return time.address();
    }

    private static int firstReady(ByteBuffer set, int count) {
        for (int index = 0; index < count; index++) {
            if (set.getShort(index * SIZE_OF_POLLFD + REVENTS) != 0) {
                return index;
            }
        }
        return -1;
    }
}

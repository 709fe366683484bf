package dev.pinisi.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** struct timespec[2] for utimensat(2). */
final class FileTimes {
    private FileTimes() {}

    /** The address of access and modification time, both the same; good until the thread's next call. */
    static long store(long seconds, int nanoseconds) {
        MemorySegment times = Scratch.get().small();
        for (int i = 0; i < 2; i++) {
            times.setAtIndex(ValueLayout.JAVA_LONG, i * 2L, seconds);
            times.setAtIndex(ValueLayout.JAVA_LONG, i * 2L + 1, nanoseconds);
        }
        return times.address();
    }
}

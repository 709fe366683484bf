package dev.pinisi.linux;

/** struct timespec[2] for utimensat(2). */
final class FileTimes {
    private FileTimes() {}

    /** The address of access and modification time, both the same; good until the thread's next call. */
    static long store(long seconds, int nanoseconds) {
        Memory.Block times = Scratch.get().small();
        for (int i = 0; i < 2; i++) {
            times.bytes().putLong(i * 16, seconds);
            times.bytes().putLong(i * 16 + 8, nanoseconds);
        }
        return times.address();
    }
}

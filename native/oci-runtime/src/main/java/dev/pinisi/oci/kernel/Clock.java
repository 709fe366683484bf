package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** The time, and waiting for descriptors. */
public final class Clock {
    private static final int POLLIN = 1;
    private static final int MOST_DESCRIPTORS = 8;

    /** Used by each call anew: who waits in a loop must not use memory up. */
    private static final byte[] POLLED = new byte[8 * MOST_DESCRIPTORS];

    private static final byte[] TIME = new byte[16];

    private Clock() {}

    /** Seconds and nanoseconds since 1970 (clock 0) or since boot (clock 1). */
    public static long[] read(int clock) {
        Address time = Memory.of(TIME);
        Kernel.call(Sys.clockGettime(), clock, time.toLong());
        return new long[] {time.getLong(), time.add(8).getLong()};
    }

    public static long monotonicMillis() {
        Address time = Memory.of(TIME);
        Kernel.call(Sys.clockGettime(), 1, time.toLong());
        return time.getLong() * 1000 + time.add(8).getLong() / 1_000_000;
    }

    /**
     * Waits until one of the descriptors has something to read or was hung up.
     *
     * @param fds at most eight; negative ones are left out
     * @param timeoutMillis negative for ever
     * @return a bit for each descriptor that is ready; 0 when the time is over
     */
    public static long poll(int[] fds, long timeoutMillis) {
        Address polled = Memory.of(POLLED);
        for (int i = 0; i < fds.length; i++) {
            polled.add(8 * i).putInt(fds[i]);
            polled.add(8 * i + 4).putShort((short) POLLIN);
            polled.add(8 * i + 6).putShort((short) 0);
        }
        Address timeout = Memory.of(TIME);
        timeout.putLong(timeoutMillis / 1000);
        timeout.add(8).putLong(timeoutMillis % 1000 * 1_000_000);
        long none = 0;
        Kernel.call(Sys.ppoll(), polled.toLong(), fds.length, timeoutMillis < 0 ? none : timeout.toLong(), 0, 8);
        long ready = 0;
        for (int i = 0; i < fds.length; i++) {
            if (polled.add(8 * i + 6).getShort() != 0) {
                ready |= 1L << i;
            }
        }
        return ready;
    }

    public static void sleepMillis(long millis) {
        poll(new int[0], millis);
    }
}

package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** The time, and waiting for descriptors. */
public final class Clock {
    private static final int POLLIN = 1;

    private Clock() {}

    /** Seconds and nanoseconds since 1970 (clock 0) or since boot (clock 1). */
    public static long[] read(int clock) {
        Address time = Memory.allocate(16);
        Kernel.call(Sys.clockGettime(), clock, time.toLong());
        return new long[] {time.getLong(), time.add(8).getLong()};
    }

    public static long monotonicMillis() {
        long[] time = read(1);
        return time[0] * 1000 + time[1] / 1_000_000;
    }

    /**
     * Waits until one of the descriptors has something to read or was hung up.
     *
     * @param timeoutMillis negative for ever
     * @return a bit for each descriptor that is ready; 0 when the time is over
     */
    public static long poll(int[] fds, long timeoutMillis) {
        Address polled = Memory.allocate(8 * fds.length);
        for (int i = 0; i < fds.length; i++) {
            polled.add(8 * i).putInt(fds[i]);
            polled.add(8 * i + 4).putShort((short) POLLIN);
        }
        Address timeout = Memory.allocate(16);
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

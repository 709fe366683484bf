package dev.pinisi.oci.cgroup;

/** Version 1's weights on version 2's scales, as the specification's other runtimes convert them. */
public final class CgroupScale {
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262144;
    private static final long LEAST_IO_WEIGHT = 10;
    private static final long MOST_IO_WEIGHT = 1000;

    private CgroupScale() {}

    /**
     * Version 1's shares (2 to 262144, usually 1024) as version 2's weight (1 to 10000, usually 100): a parabola through
     * the least, the usual and the most on logarithmic scales.
     */
    public static long cpuWeight(long shares) {
        if (shares <= LEAST_SHARES) {
            return 1;
        }
        if (shares >= MOST_SHARES) {
            return 10000;
        }
        double log = Math.log((double) shares) / Math.log(2);
        double exponent = (log * log + 125 * log) / 612.0 - 7.0 / 34.0;
        return (long) Math.ceil(Math.exp(exponent * Math.log(10)) - 1e-9);
    }

    /** Version 1's weight (10 to 1000) on the scale of {@code io.weight} (1 to 10000). */
    public static long ioWeight(long weight) {
        return 1 + (weight - LEAST_IO_WEIGHT) * 9999 / (MOST_IO_WEIGHT - LEAST_IO_WEIGHT);
    }
}

package dev.pinisi.linux;

/**
 * How machine words get across into native code.
 *
 * <p>There are two: {@link ForeignGate} works in every JVM but costs a cold one about 40 ms of CPU time for linking;
 * {@link NativeGate} costs nothing and needs a small library, which comes with the tools' distribution.
 */
sealed interface Gate permits ForeignGate, NativeGate {

    /** A system call: its result, or the negated errno, from -4095 to -1. */
    long call(long number, long a, long b, long c, long d, long e, long f);

    /** A call of libc's function at an address; one that returns int leaves the upper half undefined. */
    long callFunction(long address, long a, long b, long c, long d, long e, long f);

    /**
     * The address of a function of libc.
     *
     * @param name the address of its name, ended by NUL, which is also given as text
     * @return 0 if this libc has none
     */
    long find(long name, String text);

    /** The cheapest one that this process can have. */
    static Gate open() {
        return NativeGate.isShipped() ? NativeGate.load() : new ForeignGate();
    }
}

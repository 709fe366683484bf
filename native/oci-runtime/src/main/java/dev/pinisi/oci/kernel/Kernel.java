package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/**
 * The one way into the kernel. Every call returns its result, or -errno.
 *
 * <p>Addresses passed in come from {@link Memory}; they stay valid because the collector never runs.
 */
final class Kernel {
    private Kernel() {}

    @Import(name = "pinisi_call")
    @Include("pinisi.h")
    private static native long pinisiCall(long number, long a, long b, long c, long d, long e, long f);

    static long call(int number) {
        return pinisiCall(number, 0, 0, 0, 0, 0, 0);
    }

    static long call(int number, long a) {
        return pinisiCall(number, a, 0, 0, 0, 0, 0);
    }

    static long call(int number, long a, long b) {
        return pinisiCall(number, a, b, 0, 0, 0, 0);
    }

    static long call(int number, long a, long b, long c) {
        return pinisiCall(number, a, b, c, 0, 0, 0);
    }

    static long call(int number, long a, long b, long c, long d) {
        return pinisiCall(number, a, b, c, d, 0, 0);
    }

    static long call(int number, long a, long b, long c, long d, long e) {
        return pinisiCall(number, a, b, c, d, e, 0);
    }

    static long call(int number, long a, long b, long c, long d, long e, long f) {
        return pinisiCall(number, a, b, c, d, e, f);
    }

    /** A NUL-terminated copy for the kernel, as a number. */
    static long path(String text) {
        return Memory.cString(text).toLong();
    }

    static long pointer(Address address) {
        return address.toLong();
    }
}

package dev.pinisi.linux;

/**
 * The one way into the kernel: a system call with six machine words, through the process's {@link Gate}. It spares us
 * libc's per-process caches and makes each call's thread the caller's own, which setns and unshare rely on. Call from platform threads where the call's
 * effect belongs to a thread.
 *
 * <p>Pointers are passed as addresses of off-heap memory that the caller keeps alive for the call.
 */
final class Kernel {
    private static final Gate GATE = Gate.open();

    private Kernel() {}

    /** The call's result, or the negated errno: from -4095 to -1, as the kernel itself returns it. */
    static long call(long number, long a, long b, long c, long d, long e, long f) {
        return GATE.call(number, a, b, c, d, e, f);
    }

    /** A call again as long as a signal interrupts it. */
    static long retry(long number, long a, long b, long c, long d, long e) {
        long result;
        do {
            result = call(number, a, b, c, d, e, 0);
        } while (result == -Errno.EINTR);
        return result;
    }

    /** The address of a function of libc that a system call cannot replace; 0 where this libc lacks it. */
    static long libc(String function) {
        try (Memory memory = new Memory()) {
            return GATE.find(memory.string(function), function);
        }
    }

    /**
     * Calls a non-variadic function of libc that takes at most six words, through the same downcall; registers beyond
     * its parameters are ignored by both calling conventions. A function that returns int leaves the upper half of the
     * result undefined: cast it.
     */
    static long callLibc(long function, long a, long b, long c, long d, long e, long f) {
        return GATE.callFunction(function, a, b, c, d, e, f);
    }

    static long call(long number) {
        return call(number, 0, 0, 0, 0, 0, 0);
    }

    static long call(long number, long a) {
        return call(number, a, 0, 0, 0, 0, 0);
    }

    static long call(long number, long a, long b) {
        return call(number, a, b, 0, 0, 0, 0);
    }

    static long call(long number, long a, long b, long c) {
        return call(number, a, b, c, 0, 0, 0);
    }

    static long call(long number, long a, long b, long c, long d) {
        return call(number, a, b, c, d, 0, 0);
    }

    static long call(long number, long a, long b, long c, long d, long e) {
        return call(number, a, b, c, d, e, 0);
    }

    /** The result of a call, or the exception that names it. */
    static long check(long result, String call, String subject) {
        if (result < 0 && result >= -4095) {
            throw new LinuxException(call, subject, (int) -result);
        }
        return result;
    }
}

package dev.pinisi.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The one way into the kernel: syscall(2) with six machine words. A single downcall shape keeps the start of a command
 * short, for every further shape costs the JVM milliseconds; it also spares us libc's per-process caches and makes
 * each call's thread the caller's own, which setns and unshare rely on. Call from platform threads where the call's
 * effect belongs to a thread.
 *
 * <p>Pointers are passed as addresses of off-heap memory that the caller keeps alive for the call.
 */
final class Kernel {
    private static final MethodHandle SYSCALL;
    private static final MemorySegment LIBC_SYSCALL;

    static {
        Linker linker = Linker.nativeLinker();
        LIBC_SYSCALL = linker.defaultLookup().findOrThrow("syscall");
        SYSCALL = linker.downcallHandle(
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    private Kernel() {}

    /** The call's result, or the negated errno: from -4095 to -1, as the kernel itself returns it. */
    static long call(long number, long a, long b, long c, long d, long e, long f) {
        CallState state = CallState.OF_THREAD.get();
        long result = invoke(LIBC_SYSCALL, state.memory, number, a, b, c, d, e, f);
        return result == -1 ? -state.errno.getInt(0) : result;
    }

    /** A call again as long as a signal interrupts it. */
    static long retry(long number, long a, long b, long c, long d, long e) {
        long result;
        do {
            result = call(number, a, b, c, d, e, 0);
        } while (result == -Errno.EINTR);
        return result;
    }

    /** The function of libc that a system call cannot replace; empty where this libc lacks it. */
    static Optional<MemorySegment> libc(String function) {
        return Linker.nativeLinker().defaultLookup().find(function);
    }

    /**
     * Calls a non-variadic function of libc that takes at most six words, through the same downcall; registers beyond
     * its parameters are ignored by both calling conventions. A function that returns int leaves the upper half of the
     * result undefined: cast it.
     */
    static long callLibc(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        return invoke(function, CallState.OF_THREAD.get().memory, a, b, c, d, e, f, 0);
    }

    private static long invoke(
            MemorySegment function, MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) SYSCALL.invokeExact(function, state, number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
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

    /** Where a thread's errno is captured; lives as long as its thread. */
    private static final class CallState {
        static final OfThread OF_THREAD = new OfThread();

        final MemorySegment memory = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
        // plain accessors: a segment's own would build a var handle, 2 ms in a cold JVM
        final ByteBuffer errno = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static final class OfThread extends ThreadLocal<CallState> {
        @Override
        protected CallState initialValue() {
            return new CallState();
        }
    }
}

package dev.pinisi.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The gate of every JVM: syscall(2) through java.lang.foreign. Functions of libc go through the same single shape, for
 * each further one would cost the start of a command milliseconds; registers beyond a function's parameters are ignored
 * by both calling conventions.
 */
final class ForeignGate implements Gate {
    private static final MethodHandle CALL;
    private static final MemorySegment SYSCALL;

    static {
        Linker linker = Linker.nativeLinker();
        SYSCALL = linker.defaultLookup().findOrThrow("syscall");
        CALL = linker.downcallHandle(
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        CallState state = CallState.OF_THREAD.get();
        long result = invoke(SYSCALL, state.memory, number, a, b, c, d, e, f);
        return result == -1 ? -state.errno.getInt(0) : result;
    }

    @Override
    public long callFunction(long address, long a, long b, long c, long d, long e, long f) {
        return invoke(MemorySegment.ofAddress(address), CallState.OF_THREAD.get().memory, a, b, c, d, e, f, 0);
    }

    @Override
    public long find(long name, String text) {
        return Linker.nativeLinker()
                .defaultLookup()
                .find(text)
                .map(MemorySegment::address)
                .orElse(0L);
    }

    private static long invoke(
            MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f, long g) {
        try {
            return (long) CALL.invokeExact(function, state, a, b, c, d, e, f, g);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
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

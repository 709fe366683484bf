package dev.pinisi.linux;

/**
 * Signals that the JVM keeps for itself (SIGQUIT) or does not know (real-time ones), passed on to a process by the library that
 * comes with the tools' distribution. Without it nothing happens: the JVM answers SIGQUIT, and real-time signals end it.
 */
public final class KeptSignals implements AutoCloseable {
    private static final boolean AVAILABLE = isThere();

    private KeptSignals() {}

    /** Starts to receive; what comes before {@link #passTo} is kept until then. At most one is open at a time. */
    public static KeptSignals open() {
        if (AVAILABLE) {
            receive();
        }
        return new KeptSignals();
    }

    /** Says whom to pass them on to. */
    public void passTo(int pid) {
        if (AVAILABLE) {
            pass(pid);
        }
    }

    /** Leaves them to whom they were left before. */
    @Override
    public void close() {
        if (AVAILABLE) {
            restore();
        }
    }

    private static boolean isThere() {
        if (!NativeGate.isShipped()) {
            return false;
        }
        NativeGate.load();
        return true;
    }

    private static native void receive();

    private static native void pass(int pid);

    private static native void restore();
}

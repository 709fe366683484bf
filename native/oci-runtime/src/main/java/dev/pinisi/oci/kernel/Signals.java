package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** The signal mask, and signals read as records. */
public final class Signals {
    private static final int SIG_SETMASK = 2;
    private static final int SFD_CLOEXEC = 02000000;
    private static final byte[] NEXT = new byte[128];
    private static final int LAST = 64;

    private Signals() {}

    /** Blocks exactly these signals, a bit each (bit 0 = signal 1). */
    public static void setBlocked(long mask) {
        Address set = Memory.allocate(8);
        set.putLong(mask);
        Kernel.call(Sys.rtSigprocmask(), SIG_SETMASK, set.toLong(), 0, 8);
    }

    /**
     * Blocks nothing and treats every signal as usual: what a program expects, whoever started us. (A JVM ignores two
     * signals in its children, others ignore SIGPIPE.)
     */
    public static void restoreDefaults() {
        Address usual = Memory.allocate(32); // the kernel's struct sigaction, all zero: SIG_DFL
        for (int i = 0; i < 4; i++) {
            usual.add(8 * i).putLong(0);
        }
        for (int signal = 1; signal <= LAST; signal++) {
            Kernel.call(Sys.rtSigaction(), signal, usual.toLong(), 0, 8);
        }
        setBlocked(0);
    }

    /** A descriptor from which the signals of the mask are read; they must be blocked. */
    public static int open(long mask) {
        Address set = Memory.allocate(8);
        set.putLong(mask);
        return (int) KernelException.check(
                Kernel.call(Sys.signalfd4(), -1, set.toLong(), 8, SFD_CLOEXEC), "open a signalfd");
    }

    /** The next signal. */
    public static int next(int signalfd) {
        Files.read(signalfd, NEXT);
        return NEXT[0];
    }

    /** The mask of one signal. */
    public static long bit(int signal) {
        return 1L << (signal - 1);
    }
}

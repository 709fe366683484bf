package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Signals;

/** Stays with a process until it ends: passes signals on, reaps, and takes over its exit status. */
public final class Foreground {
    private static final int SIGCHLD = 17;
    private static final int SIGURG = 23;
    private static final long ALL = -1;

    private final int signals;

    private Foreground(int signals) {
        this.signals = signals;
    }

    /** To be called before the process is made, so that none of its signals is missed. */
    public static Foreground begin(boolean subreaper) {
        if (subreaper) {
            Processes.becomeSubreaper();
        }
        Signals.setBlocked(ALL);
        return new Foreground(Signals.open(ALL));
    }

    /** Waits for the process; the result is its exit code as a shell shows it. */
    public int await(int pid) {
        while (true) {
            int signal = Signals.next(signals);
            if (signal == SIGCHLD) {
                int status = reap(pid);
                if (status >= 0) {
                    return Processes.exitCode(status);
                }
            } else if (signal != SIGURG) {
                Processes.signal(pid, signal);
            }
        }
    }

    /** Reaps whatever has ended; the wait status of the process if it has, else -1. */
    private static int reap(int pid) {
        while (true) {
            long ended = Processes.waitFor(-1, Processes.WNOHANG);
            if (ended == -dev.pinisi.oci.kernel.Errno.ECHILD) {
                check(ended, "wait for the container's process");
            }
            if (ended <= 0) {
                return -1;
            }
            if (ended >> 32 == pid) {
                return (int) ended;
            }
        }
    }
}

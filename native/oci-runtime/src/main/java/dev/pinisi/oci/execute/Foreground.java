package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.console.Relay;
import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Signals;

/** Stays with a process until it ends: passes signals on, reaps, and takes over its exit status. */
public final class Foreground {
    private static final int SIGCHLD = 17;
    private static final int SIGURG = 23;
    private static final int SIGWINCH = 28;
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
    public int await(int pid, Relay relay) {
        int status = -1;
        boolean carrying = true;
        int[] terminal = relay.watched();
        int[] watched = {signals, terminal[0], terminal[1]};
        while (status < 0) {
            watched[2] = terminal[1];
            long ready = carrying ? Clock.poll(watched, -1) : 1;
            if ((ready & 2) != 0) {
                carrying = relay.carryOut();
            }
            if ((ready & 4) != 0) {
                relay.carryIn();
            }
            if ((ready & 1) != 0) {
                status = onSignal(pid, relay);
            }
        }
        relay.end();
        return Processes.exitCode(status);
    }

    /** The wait status of the process if it has ended, else -1. */
    private int onSignal(int pid, Relay relay) {
        int signal = Signals.next(signals);
        if (signal == SIGCHLD) {
            return reap(pid);
        }
        if (signal == SIGWINCH) {
            relay.resize();
        } else if (signal != SIGURG) {
            Processes.signal(pid, signal);
        }
        return -1;
    }

    /** Reaps whatever has ended. */
    private static int reap(int pid) {
        while (true) {
            long ended = Processes.waitFor(-1, Processes.WNOHANG);
            if (ended == -Errno.ECHILD) {
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

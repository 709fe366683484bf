package dev.pinisi.engine.internal;

import dev.pinisi.linux.KeptSignals;
import dev.pinisi.linux.ProcessIdentity;
import dev.pinisi.linux.Signals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Passes the signals that this process receives on to a container's first process; those that come before there is one,
 * when there is. Closing restores what was there before.
 */
final class SignalProxy implements SignalHandler, AutoCloseable {
    /** All that a program may be told by, but for those that are about this process: CHLD, PIPE, URG, WINCH. */
    private static final String[] NAMES = {
        "HUP", "INT", "USR1", "USR2", "ALRM", "TERM", "STKFLT", "CONT", "TSTP", "TTIN", "TTOU", "TRAP", "ABRT", "XCPU",
        "XFSZ", "VTALRM", "PROF", "IO", "PWR", "SYS"
    };

    /** A signal and its handler before. */
    private record Replaced(Signal signal, SignalHandler handler) {}

    private final Signals signals;
    private final List<Replaced> replaced = new ArrayList<>();
    private final KeptSignals kept = KeptSignals.open();
    private final List<Integer> early = new ArrayList<>();
    private @Nullable ProcessIdentity target;

    private SignalProxy(Signals signals) {
        this.signals = signals;
    }

    /** Starts to receive. */
    static SignalProxy open(Signals signals) {
        SignalProxy proxy = new SignalProxy(signals);
        for (String name : NAMES) {
            Signal signal = new Signal(name);
            proxy.replaced.add(new Replaced(signal, Signal.handle(signal, proxy)));
        }
        return proxy;
    }

    /** Says whom to pass them on to. */
    synchronized void passTo(ProcessIdentity process) {
        target = process;
        kept.passTo(process.pid());
        for (int signal : early) {
            signals.send(process, signal);
        }
        early.clear();
    }

    @Override
    public synchronized void handle(Signal signal) {
        if (target == null) {
            early.add(signal.getNumber());
        } else {
            signals.send(target, signal.getNumber());
        }
    }

    @Override
    public void close() {
        kept.close();
        for (Replaced each : replaced) {
            Signal.handle(each.signal(), each.handler());
        }
    }
}

package dev.pinisi.engine.internal;

import dev.pinisi.linux.ProcessIdentity;
import dev.pinisi.linux.SignalNames;
import dev.pinisi.linux.Signals;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes the signals that this process receives on to a container's first process; those that come before there is one,
 * when there is. The JVM keeps SIGQUIT and SIGUSR1 for itself. Closing restores what was there before.
 *
 * <p>sun.misc.Signal is the only way, and javac lets nobody name it without a warning: hence by reflection, on a thread
 * of its own, beside what takes longer. (SuppressWarnings and -XDenableSunApiLintControl do not help in JDK 25.)
 */
final class SignalProxy implements AutoCloseable {
    private static final String[] NAMES = {"HUP", "INT", "TERM", "USR2", "ALRM", "CONT"};

    /** A signal and its handler before. */
    private record Replaced(Object signal, @Nullable Object handler) {}

    private final Signals signals;
    private final List<Replaced> replaced = new ArrayList<>();
    private final List<Integer> early = new ArrayList<>();
    private final Thread installer;
    private @Nullable ProcessIdentity target;

    private SignalProxy(Signals signals) {
        this.signals = signals;
        installer = Thread.ofPlatform().name("signals").start(this::install);
    }

    /** Starts to receive. */
    static SignalProxy open(Signals signals) {
        return new SignalProxy(signals);
    }

    /** Says whom to pass them on to. */
    synchronized void passTo(ProcessIdentity process) {
        target = process;
        for (int signal : early) {
            signals.send(process, signal);
        }
        early.clear();
    }

    private synchronized void receive(int signal) {
        if (target == null) {
            early.add(signal);
        } else {
            signals.send(target, signal);
        }
    }

    private void install() {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            for (String name : NAMES) {
                int number = SignalNames.number(name).orElseThrow();
                Object handler = Proxy.newProxyInstance(
                        SignalProxy.class.getClassLoader(),
                        new Class<?>[] {handlerClass},
                        (self, method, arguments) -> {
                            receive(number);
                            return null;
                        });
                Object signal = signalClass.getConstructor(String.class).newInstance(name);
                replaced.add(new Replaced(signal, handle(signal, handler)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java run-time lacks the module jdk.unsupported", e);
        }
    }

    private static @Nullable Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
        Method handle = signal.getClass().getMethod("handle", signal.getClass(), handlerClass);
        return handle.invoke(null, signal, handler);
    }

    @Override
    public void close() {
        try {
            installer.join();
            for (Replaced each : replaced) {
                if (each.handler() != null) {
                    handle(each.signal(), each.handler());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the handlers of signals cannot be restored", e);
        }
    }
}

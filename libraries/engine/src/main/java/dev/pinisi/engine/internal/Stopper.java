package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.linux.ProcessIdentity;
import java.util.Optional;

/** Ends a running container: its stop signal first, SIGKILL when the time is up. */
final class Stopper {
    private static final int SIGKILL = 9;
    /** How long SIGKILL may take; a process that the kernel does not let go is not waited for. */
    private static final int KILL_SECONDS = 30;

    private final Parts parts;
    private final ContainerRecord record;
    private final ContainerFiles files;

    Stopper(Parts parts, ContainerRecord record) {
        this.parts = parts;
        this.record = record;
        this.files = parts.store().files(record.id());
    }

    void stop(int timeoutSeconds) {
        Optional<ProcessIdentity> process = running();
        if (process.isEmpty()) {
            return;
        }
        if (timeoutSeconds > 0) {
            parts.signals().send(process.get(), record.spec().stopSignal());
            if (ends(Patience.seconds(timeoutSeconds))) {
                return;
            }
        }
        kill(process.get());
    }

    private void kill(ProcessIdentity process) {
        parts.signals().send(process, SIGKILL);
        if (!ends(Patience.seconds(KILL_SECONDS))) {
            throw new EngineException(
                    EngineException.Kind.WRONG_STATE,
                    record.name(),
                    "container " + record.name() + " does not end: process " + process.pid()
                            + " was sent SIGKILL and is still there; see /proc/" + process.pid() + "/stack");
        }
    }

    private Optional<ProcessIdentity> running() {
        ContainerStatus status = parts.status(files);
        return status.running() ? status.start().map(StartRecord::process) : Optional.empty();
    }

    private boolean ends(Patience patience) {
        while (parts.status(files).running()) {
            if (!patience.pause()) {
                return false;
            }
        }
        return true;
    }
}

package dev.pinisi.linux;

import java.util.Optional;
import java.util.OptionalLong;

/** What /proc tells of processes. */
public interface Processes {
    /** The processes of this system. */
    static Processes system() {
        return ProcProcesses.INSTANCE;
    }

    /** When the process started, in clock ticks since boot; empty if there is none. A zombie still has one. */
    OptionalLong startTime(int pid);

    /** The process that has the number now. */
    default Optional<ProcessIdentity> identify(int pid) {
        OptionalLong start = startTime(pid);
        return start.isPresent() ? Optional.of(new ProcessIdentity(pid, start.getAsLong())) : Optional.empty();
    }

    /** Whether this very process exists and has not ended: a zombie has. */
    boolean isAlive(ProcessIdentity process);
}

package dev.pinisi.linux;

/** Sends signals. */
public interface Signals {
    /** The signals of this system. */
    static Signals system() {
        return SystemSignals.INSTANCE;
    }

    /**
     * Sends to whatever process has the number now: right for a child that nobody has waited for yet.
     *
     * @param signal its number; 0 only asks
     * @return false if there is no such process
     */
    boolean send(int pid, int signal);

    /**
     * Sends to this very process, through a pidfd: never to another that got its number.
     *
     * @return false if it is gone
     */
    boolean send(ProcessIdentity process, int signal);
}

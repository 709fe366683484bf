package dev.pinisi.linux;

/** How a process ended. */
public sealed interface ExitStatus {
    /**
     * It called exit.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {}

    /**
     * A signal ended it.
     *
     * @param signal its number
     */
    record Killed(int signal) implements ExitStatus {}

    /** The code as a shell has it: that of exit, or 128 and the signal. */
    default int shellCode() {
        // not a switch over patterns: linking one costs a cold JVM several milliseconds
        return this instanceof Killed killed ? 128 + killed.signal() : ((Exited) this).code();
    }
}

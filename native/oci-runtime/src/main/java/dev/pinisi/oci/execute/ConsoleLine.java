package dev.pinisi.oci.execute;

import dev.pinisi.oci.console.Relay;
import dev.pinisi.oci.kernel.Sockets;

/**
 * Where a container's terminal goes: to the socket the caller named, or to this process, which then stands between it and
 * the caller's own terminal.
 *
 * @param childEnd the socket that the container's process sends its terminal to, or -1 for no terminal
 * @param ownEnd where this process gets it, or -1
 */
public record ConsoleLine(int childEnd, int ownEnd) {
    /** For a process without a terminal of ours. */
    public static final ConsoleLine NONE = new ConsoleLine(-1, -1);

    /**
     * The line for a process.
     *
     * @param terminal whether the process wants a terminal
     * @param socketPath the caller's socket; may be empty
     * @param detach whether this process does not stay
     */
    public static ConsoleLine open(boolean terminal, String socketPath, boolean detach) {
        if (!terminal && !socketPath.isEmpty()) {
            throw new ContainerException("--console-socket is given, but the process wants no terminal");
        }
        if (!terminal) {
            return NONE;
        }
        if (!socketPath.isEmpty()) {
            return new ConsoleLine(Sockets.connect(socketPath), -1);
        }
        if (detach) {
            throw new ContainerException("process.terminal: --console-socket must say where to send it");
        }
        int[] ends = Sockets.pair();
        return new ConsoleLine(ends[1], ends[0]);
    }

    /** The relay to the caller's terminal; one that does nothing where it is not for us. */
    public Relay relay() {
        return ownEnd < 0 ? Relay.NONE : Relay.over(Sockets.receiveDescriptor(ownEnd));
    }
}

package dev.pinisi.oci.execute;

import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;

/** The container's end of the line between the runtime and the process it makes: one message a packet. */
final class Parent {
    static final byte MAPPINGS_WRITTEN = 'M';
    static final byte CGROUP_MADE = 'C';
    static final byte HOOKS_DONE = 'H';
    static final byte READY = 'R';
    static final byte FAILED = 'E';

    private final int socket;

    Parent(int socket) {
        this.socket = socket;
    }

    /** Waits for that message. A parent that is gone wants no container any more. */
    void await(byte message) {
        byte[] received = new byte[1];
        if (Files.read(socket, received) != 1 || received[0] != message) {
            Processes.exit(1);
        }
    }

    /** Asks for the hooks of the runtime and waits for them. */
    void runHooks() {
        Sockets.send(socket, new byte[] {HOOKS_DONE});
        await(HOOKS_DONE);
    }

    void ready() {
        Sockets.send(socket, new byte[] {READY});
        Files.close(socket);
    }

    void failed(String message) {
        Sockets.send(socket, Utf8.encode((char) FAILED + message));
    }
}

package dev.pinisi.oci.execute;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Utf8;

/** The container's end of the line between the runtime and the process it makes: one message a packet. */
final class Parent {
    static final byte MAPPINGS_WRITTEN = 'M';
    static final byte CGROUP_MADE = 'C';
    static final byte HOOKS_DONE = 'H';
    static final byte DEVICES_MOVED = 'N';
    static final byte READY = 'R';
    static final byte ALMOST = 'A';
    static final byte FAILED = 'E';

    private final int socket;
    private boolean listening = true;
    private boolean almost;

    Parent(int socket) {
        this.socket = socket;
    }

    /** The descriptor it goes over. */
    int socket() {
        return socket;
    }

    /** Waits for that message. A parent that is gone wants no container any more. */
    void await(byte message) {
        byte[] received = new byte[1];
        if (Files.read(socket, received) != 1 || received[0] != message) {
            Processes.exit(1);
        }
    }

    /** Asks for something that only the runtime can do, and waits until it is done. */
    void ask(byte message) {
        send(message);
        await(message);
    }

    void ready() {
        send(READY);
        Files.close(socket);
        listening = false;
    }

    /** Says that what follows is the program, unless an error is told: who only ends here was killed. */
    void almostDone() {
        if (listening && !almost) {
            almost = true;
            send(ALMOST);
        }
    }

    /** False if nobody listens any more. */
    boolean failed(String message) {
        byte[] bytes = Utf8.encode((char) FAILED + message);
        return listening && Files.write(socket, bytes, bytes.length) == 0;
    }

    /** By write, which the container's filter hardly forbids. A parent that is gone wants no container any more. */
    private void send(byte message) {
        int result = Files.write(socket, new byte[] {message}, 1);
        if (result == -Errno.EPIPE || result == -Errno.ECONNRESET) {
            Processes.exit(1);
        }
    }
}

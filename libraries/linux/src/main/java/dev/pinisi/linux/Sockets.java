package dev.pinisi.linux;

import java.nio.file.Path;

/** Sockets of the family AF_UNIX, unix(7), of the kinds that java.nio lacks; a path may be of any length. */
public interface Sockets {
    /** Kinds of sockets. */
    enum Kind {
        /** Bytes without boundaries. */
        STREAM(1),
        /** Messages in order: one write is one read. */
        SEQPACKET(5);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** The sockets of this system. */
    static Sockets system() {
        return UnixSockets.INSTANCE;
    }

    /**
     * Connects.
     *
     * @throws LinuxException {@code ENOENT}; {@code ECONNREFUSED} if nobody listens
     */
    Descriptor connect(Path path, Kind kind);

    /**
     * Binds to a new path, mode 0600 unless the umask takes more, and listens.
     *
     * @throws LinuxException {@code EADDRINUSE} if there is such a file
     */
    Descriptor listen(Path path, Kind kind);

    /** Tells the other end that nothing more will come; reading goes on. */
    void endOutput(Descriptor socket);

    /** Waits for a client. */
    Descriptor accept(Descriptor listener);

    /**
     * Receives one message that carries a descriptor (SCM_RIGHTS), as an OCI runtime sends a console.
     *
     * @throws LinuxException {@code ENODATA} if the message carries none, or the other end is gone
     */
    Descriptor receiveDescriptor(Descriptor socket);

    /** Sends a message of one byte that carries a copy of the descriptor. */
    void sendDescriptor(Descriptor socket, Descriptor passed);
}

package dev.pinisi.linux;

/** Asks whether a port of this host is free, in the network namespace of the calling thread. */
public final class InternetPorts {
    private static final short AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_UDP = 17;
    private static final int SIZE_OF_SOCKADDR_IN = 16;

    private InternetPorts() {}

    /**
     * Binds a socket for an instant.
     *
     * @param protocol IANA's number: 6, 17 or 132
     * @param address an IPv4 address, most significant byte first; 0 for all
     * @return 0 if it is free, or the errno: {@code EADDRINUSE}, {@code EADDRNOTAVAIL} if the address is not this
     *     host's, {@code EACCES}; 0 too if this kernel does not know the protocol, for then nobody uses it
     */
    public static int probe(int protocol, int address, int port) {
        int kind = protocol == IPPROTO_UDP ? SOCK_DGRAM : SOCK_STREAM;
        long fd = Kernel.call(Syscall.SOCKET, AF_INET, kind | SOCK_CLOEXEC, protocol);
        if (fd < 0) {
            return 0;
        }
        try (Descriptor socket = Descriptor.of((int) fd);
                Memory memory = new Memory()) {
            if (protocol != IPPROTO_UDP) {
                // connections that ended a moment ago do not hold the port
                Memory.Block on = memory.block(4);
                on.bytes().putInt(0, 1);
                Kernel.call(Syscall.SETSOCKOPT, socket.number(), SOL_SOCKET, SO_REUSEADDR, on.address(), 4);
            }
            Memory.Block name = memory.block(SIZE_OF_SOCKADDR_IN);
            name.bytes().putShort(0, AF_INET);
            name.bytes()
                    .order(java.nio.ByteOrder.BIG_ENDIAN)
                    .putShort(2, (short) port)
                    .putInt(4, address);
            // the kernel copies our block
            return (int) -Kernel.call(Syscall.BIND, socket.number(), name.address(), SIZE_OF_SOCKADDR_IN);
        }
    }
}

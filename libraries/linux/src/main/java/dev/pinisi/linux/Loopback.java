package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The interface {@code lo} of the calling thread's network namespace, netdevice(7). */
final class Loopback {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int SIZE_OF_IFREQ = 40;
    private static final int IFR_FLAGS = 16;
    private static final short IFF_UP = 1;

    private Loopback() {}

    static void up() {
        long fd = Kernel.check(Kernel.call(Syscall.SOCKET, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket", "");
        try (Descriptor socket = Descriptor.of((int) fd);
                Memory memory = new Memory()) {
            Memory.Block request = memory.block(SIZE_OF_IFREQ);
            request.bytes().put("lo".getBytes(US_ASCII));
            request.bytes().putShort(IFR_FLAGS, IFF_UP);
            // the kernel reads our block; expected: EPERM
            long result = Kernel.call(Syscall.IOCTL, socket.number(), SIOCSIFFLAGS, request.address());
            Kernel.check(result, "set up", "lo");
        }
    }
}

package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** The loopback interface, netdevice(7). */
public final class Loopback {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int CLOEXEC = 02000000;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP = 1;
    private static final int IFF_RUNNING = 0x40;

    private Loopback() {}

    /** Sets {@code lo} of this network namespace up; 0 or -errno. */
    public static int setUp() {
        long socket = Kernel.call(Sys.socket(), AF_INET, SOCK_DGRAM | CLOEXEC, 0);
        if (socket < 0) {
            return (int) socket;
        }
        // struct ifreq: the name, then the flags
        Address request = Memory.allocate(40);
        request.putByte((byte) 'l');
        request.add(1).putByte((byte) 'o');
        request.add(16).putShort((short) (IFF_UP | IFF_RUNNING));
        int result = (int) Kernel.call(Sys.ioctl(), socket, SIOCSIFFLAGS, request.toLong());
        Files.close((int) socket);
        return result;
    }
}

package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** Unix sockets, and those of netlink. */
public final class Sockets {
    private static final int AF_UNIX = 1;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_SEQPACKET = 5;
    private static final int CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    private Sockets() {}

    /** Two connected ends that keep messages apart. */
    public static int[] pair() {
        Address fds = Memory.allocate(8);
        KernelException.check(
                Kernel.call(Sys.socketpair(), AF_UNIX, SOCK_SEQPACKET | CLOEXEC, 0, fds.toLong()),
                "make a socket pair");
        return new int[] {fds.getInt(), fds.add(4).getInt()};
    }

    /** Connects to a stream socket in the file system. */
    public static int connect(String path) {
        byte[] name = Utf8.encode(path);
        if (name.length > 107) {
            throw new KernelException("connect to " + path, 36);
        }
        Address address = Memory.allocate(110);
        address.putShort((short) AF_UNIX);
        for (int i = 0; i < name.length; i++) {
            address.add(2 + i).putByte(name[i]);
        }
        int fd = (int)
                KernelException.check(Kernel.call(Sys.socket(), AF_UNIX, SOCK_STREAM | CLOEXEC, 0), "make a socket");
        KernelException.check(Kernel.call(Sys.connect(), fd, address.toLong(), 3 + name.length), "connect to", path);
        return fd;
    }

    /** To the kernel's tables of this network namespace, rtnetlink(7). */
    public static int route() {
        return (int) KernelException.check(
                Kernel.call(Sys.socket(), AF_NETLINK, SOCK_RAW | CLOEXEC, 0), "make a socket of rtnetlink");
    }

    public static int send(int socket, byte[] message) {
        return (int) Kernel.call(Sys.sendto(), socket, Memory.of(message).toLong(), message.length, MSG_NOSIGNAL, 0, 0);
    }

    /**
     * What a message brought.
     *
     * @param length of the message, 0 at the end, or -errno
     * @param descriptor that came beside it, -1 for none
     */
    public record Received(int length, int descriptor) {}

    /** The next message, and the descriptor beside it. */
    public static Received receive(int socket, byte[] message) {
        Address vector = Memory.allocate(16);
        vector.putAddress(Memory.of(message));
        vector.add(8).putLong(message.length);
        Address control = Memory.allocate(24);
        Address header = Memory.allocate(56);
        header.add(16).putAddress(vector);
        header.add(24).putLong(1);
        header.add(32).putAddress(control);
        header.add(40).putLong(24);
        long length;
        do {
            length = Kernel.call(Sys.recvmsg(), socket, header.toLong(), MSG_CMSG_CLOEXEC);
        } while (length == -Errno.EINTR);
        boolean beside = length > 0 && header.add(40).getLong() >= 20;
        return new Received((int) length, beside ? control.add(16).getInt() : -1);
    }

    /**
     * Receives the descriptor beside the next message.
     *
     * @throws KernelException if there is none
     */
    public static int receiveDescriptor(int socket) {
        Received received = receive(socket, new byte[4096]);
        KernelException.check(received.length(), "receive a terminal");
        return KernelException.check(
                received.descriptor() < 0 ? -Errno.EINVAL : received.descriptor(), "receive", "a terminal");
    }

    /** Sends a descriptor beside a message (SCM_RIGHTS). */
    public static int sendDescriptor(int socket, byte[] message, int fd) {
        Address vector = Memory.allocate(16);
        vector.putAddress(Memory.of(message));
        vector.add(8).putLong(message.length);
        Address control = Memory.allocate(24);
        control.putLong(20);
        control.add(8).putInt(SOL_SOCKET);
        control.add(12).putInt(SCM_RIGHTS);
        control.add(16).putInt(fd);
        Address header = Memory.allocate(56);
        header.add(16).putAddress(vector);
        header.add(24).putLong(1);
        header.add(32).putAddress(control);
        header.add(40).putLong(24);
        return (int) Kernel.call(Sys.sendmsg(), socket, header.toLong(), MSG_NOSIGNAL);
    }
}

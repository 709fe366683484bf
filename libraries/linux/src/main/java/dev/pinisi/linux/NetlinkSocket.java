package dev.pinisi.linux;

import java.nio.ByteBuffer;

/**
 * A netlink socket, netlink(7), in the network namespace of the thread that opens it. It carries whole datagrams; the
 * kernel's answers hold its explanations of errors (extended acknowledgements) and no copy of what was asked.
 *
 * <p>For one thread at a time.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** Links, addresses, routes, rtnetlink(7). */
    public static final int ROUTE = 0;
    /** nf_tables and other packet filters. */
    public static final int NETFILTER = 12;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int BIG_BUFFER = 4 << 20;
    private static final int MSG_PEEK = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_TRUNC = 0x20;
    private static final int FIRST_SIZE = 64 * 1024;

    private final Descriptor socket;
    private Memory.Block buffer = Memory.allocate(FIRST_SIZE);

    private NetlinkSocket(Descriptor socket) {
        this.socket = socket;
    }

    /** Opens one of {@link #ROUTE}, {@link #NETFILTER}. */
    public static NetlinkSocket open(int protocol) {
        // expected: EPROTONOSUPPORT if the kernel has no such family
        long fd = Kernel.call(Syscall.SOCKET, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
        Descriptor socket = Descriptor.of((int) Kernel.check(fd, "open netlink socket", "of family " + protocol));
        // both are missing before Linux 4.12: then errors are numbers only
        option(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
        option(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
        // refused without CAP_NET_ADMIN in the first user namespace: then large batches may meet ENOBUFS
        option(socket, SOL_SOCKET, SO_SNDBUFFORCE, BIG_BUFFER);
        option(socket, SOL_SOCKET, SO_RCVBUFFORCE, BIG_BUFFER);
        return new NetlinkSocket(socket);
    }

    /** Sends one datagram: the bytes from position to limit, which are left as they were. */
    public void send(ByteBuffer datagram) {
        int length = datagram.remaining();
        ensure(length);
        buffer.bytes().clear().put(datagram.duplicate());
        // the kernel copies our memory and handles the requests before it returns; expected: ENOBUFS, EMSGSIZE
        long sent = Kernel.retry(Syscall.SENDTO, socket.number(), buffer.address(), length, 0, 0);
        Kernel.check(sent, "send on netlink socket", length + " bytes");
    }

    /** Waits for the next datagram. The buffer, in native order, is good until the next call. */
    public ByteBuffer receive() {
        return receive(0);
    }

    /** The next datagram; an empty buffer if there is none now. */
    public ByteBuffer poll() {
        return receive(MSG_DONTWAIT);
    }

    @Override
    public void close() {
        socket.close();
    }

    private ByteBuffer receive(int flags) {
        // the real length, without taking the datagram; expected: EAGAIN, ENOBUFS (answers were lost)
        long length =
                Kernel.retry(Syscall.RECVFROM, socket.number(), buffer.address(), 0, flags | MSG_PEEK | MSG_TRUNC, 0);
        if (length == -Errno.EAGAIN) {
            return buffer.bytes().limit(0).position(0);
        }
        ensure((int) Kernel.check(length, "receive on netlink socket", ""));
        long count = Kernel.retry(
                Syscall.RECVFROM,
                socket.number(),
                buffer.address(),
                buffer.bytes().capacity(),
                flags,
                0);
        Kernel.check(count, "receive on netlink socket", "");
        return buffer.bytes().limit((int) count).position(0);
    }

    private void ensure(int size) {
        if (buffer.bytes().capacity() < size) {
            buffer = Memory.allocate(Math.max(size, buffer.bytes().capacity() * 2));
        }
    }

    private static void option(Descriptor socket, int level, int name, int value) {
        try (Memory memory = new Memory()) {
            Memory.Block block = memory.block(4);
            block.bytes().putInt(value);
            Kernel.call(Syscall.SETSOCKOPT, socket.number(), level, name, block.address(), 4);
        }
    }
}

package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** socket(2) and what follows. */
final class UnixSockets implements Sockets {
    static final UnixSockets INSTANCE = new UnixSockets();

    private static final short AF_UNIX = 1;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;
    private static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int BACKLOG = 10;
    private static final int SHUT_WR = 1;
    private static final int ENOTCONN = 107;
    private static final int MAXIMUM_PATH = 107;
    private static final int SIZE_OF_SOCKADDR = 110;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SIZE_OF_MSGHDR = 56;
    private static final int SIZE_OF_CONTROL = 24;
    private static final int CMSG_LEN_OF_ONE = 20;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    private UnixSockets() {}

    @Override
    public Descriptor connect(Path path, Kind kind) {
        return withAddress(path, kind, Syscall.CONNECT, "connect to");
    }

    @Override
    public Descriptor listen(Path path, Kind kind) {
        Descriptor socket = withAddress(path, kind, Syscall.BIND, "bind socket");
        long result = Kernel.call(Syscall.LISTEN, socket.number(), BACKLOG);
        if (result < 0) {
            socket.close();
        }
        Kernel.check(result, "listen on", path.toString());
        return socket;
    }

    @Override
    public void endOutput(Descriptor socket) {
        long result = Kernel.call(Syscall.SHUTDOWN, socket.number(), SHUT_WR);
        // the other end may be gone by now, which is the same to the caller
        if (result != -ENOTCONN) {
            Kernel.check(result, "shut down", "");
        }
    }

    @Override
    public Descriptor accept(Descriptor listener) {
        // expected: EMFILE
        long fd = Kernel.retry(Syscall.ACCEPT4, listener.number(), 0, 0, SOCK_CLOEXEC, 0);
        return Descriptor.of((int) Kernel.check(fd, "accept", ""));
    }

    @Override
    public Descriptor receiveDescriptor(Descriptor socket) {
        try (Memory memory = new Memory()) {
            Memory.Block control = memory.block(SIZE_OF_CONTROL);
            long message = message(memory, memory.room(4096), control);
            // the kernel fills our blocks; the descriptor in the control block is ours from then on
            long count = Kernel.retry(Syscall.RECVMSG, socket.number(), message, MSG_CMSG_CLOEXEC, 0, 0);
            Kernel.check(count, "receive descriptor", "");
            ByteBuffer header = control.bytes();
            boolean carries = header.getLong(0) == CMSG_LEN_OF_ONE
                    && header.getInt(8) == SOL_SOCKET
                    && header.getInt(12) == SCM_RIGHTS;
            if (!carries) {
                throw new LinuxException("receive descriptor", "", Errno.ENODATA);
            }
            return Descriptor.of(header.getInt(16));
        }
    }

    @Override
    public void sendDescriptor(Descriptor socket, Descriptor passed) {
        try (Memory memory = new Memory()) {
            Memory.Block control = memory.block(SIZE_OF_CONTROL);
            control.bytes().putLong(0, CMSG_LEN_OF_ONE);
            control.bytes().putInt(8, SOL_SOCKET).putInt(12, SCM_RIGHTS).putInt(16, passed.number());
            long message = message(memory, memory.block(1), control);
            // the kernel copies our blocks; expected: EPIPE, ECONNRESET
            long count = Kernel.retry(Syscall.SENDMSG, socket.number(), message, MSG_NOSIGNAL, 0, 0);
            Kernel.check(count, "send descriptor", "");
        }
    }

    /** struct msghdr with one struct iovec over the data. */
    private static long message(Memory memory, Memory.Block data, Memory.Block control) {
        Memory.Block vector = memory.block(16);
        vector.bytes().putLong(0, data.address()).putLong(8, data.bytes().capacity());
        Memory.Block header = memory.block(SIZE_OF_MSGHDR);
        header.bytes().putLong(16, vector.address()).putLong(24, 1);
        header.bytes().putLong(32, control.address()).putLong(40, SIZE_OF_CONTROL);
        return header.address();
    }

    /** A new socket after connect or bind, which take the same arguments. */
    private static Descriptor withAddress(Path path, Kind kind, long call, String action) {
        // a path that does not fit in a sockaddr goes through a descriptor of its directory
        Optional<Descriptor> directory = fits(path) ? Optional.empty() : Optional.of(openDirectory(path));
        String name = directory.isEmpty()
                ? path.toString()
                : "/proc/self/fd/" + directory.get().number() + "/" + path.getFileName();
        long fd = Kernel.call(Syscall.SOCKET, AF_UNIX, kind.number | SOCK_CLOEXEC, 0);
        try (Memory memory = new Memory()) {
            Descriptor socket = Descriptor.of((int) Kernel.check(fd, "open socket", ""));
            byte[] encoded = name.getBytes(UTF_8);
            if (encoded.length > MAXIMUM_PATH) {
                socket.close();
                throw new LinuxException(action, path.toString(), Errno.ENAMETOOLONG);
            }
            Memory.Block address = memory.block(SIZE_OF_SOCKADDR);
            address.bytes().putShort(0, AF_UNIX).put(2, encoded);
            // the kernel copies our block; expected: ENOENT, ECONNREFUSED, EADDRINUSE, EACCES
            long result = Kernel.retry(call, socket.number(), address.address(), 2 + encoded.length + 1, 0, 0);
            if (result < 0) {
                socket.close();
            }
            Kernel.check(result, action, path.toString());
            return socket;
        } finally {
            directory.ifPresent(Descriptor::close);
        }
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(UTF_8).length <= MAXIMUM_PATH;
    }

    private static Descriptor openDirectory(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        try (Memory memory = new Memory()) {
            // the kernel copies the path; expected: ENOENT
            long fd =
                    Kernel.call(Syscall.OPENAT, AT_FDCWD, memory.string(String.valueOf(parent)), O_PATH | O_CLOEXEC, 0);
            return Descriptor.of((int) Kernel.check(fd, "open", String.valueOf(parent)));
        }
    }
}

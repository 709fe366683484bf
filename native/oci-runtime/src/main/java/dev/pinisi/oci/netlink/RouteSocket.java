package dev.pinisi.oci.netlink;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Sockets;
import java.util.ArrayList;
import java.util.List;

/** A way to the kernel's tables of the network namespace that it was opened in. */
final class RouteSocket {
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int HEADER = 16;
    /** The kernel fills no larger one. */
    private static final int BUFFER = 32768;

    private final int fd;
    private final byte[] buffer = new byte[BUFFER];

    private RouteSocket(int fd) {
        this.fd = fd;
    }

    static RouteSocket open() {
        return new RouteSocket(Sockets.route());
    }

    void close() {
        Files.close(fd);
    }

    List<Link> links() {
        return Link.readAll(all(Request.ofLink(Request.GET_LINK, Request.ALL, 0, 0, 0), Link.FIXED_SIZE));
    }

    List<LinkAddress> addresses() {
        Request request = new Request(Request.GET_ADDRESS, Request.ALL, new byte[LinkAddress.FIXED_SIZE]);
        return LinkAddress.readAll(all(request, LinkAddress.FIXED_SIZE));
    }

    /** Has the kernel do it; 0 or -errno. */
    int change(Request request) {
        int sent = send(request);
        return sent < 0 ? sent : receive(new ArrayList<>(), 0);
    }

    private List<Answer> all(Request request, int fixedSize) {
        List<Answer> answers = new ArrayList<>();
        KernelException.check(send(request), "ask for network devices");
        int result;
        do {
            result = receive(answers, fixedSize);
        } while (result > 0);
        KernelException.check(result, "ask for network devices");
        return answers;
    }

    private int send(Request request) {
        byte[] bytes = request.bytes();
        return Files.write(fd, bytes, bytes.length);
    }

    /** Reads one packet of messages: 0 at the end, 1 if more follow, or -errno. */
    private int receive(List<Answer> answers, int fixedSize) {
        int length = Files.read(fd, buffer);
        if (length <= 0) {
            return length == 0 ? -Errno.ECONNRESET : length;
        }
        int at = 0;
        while (at + HEADER <= length) {
            int size = Words.get32(buffer, at);
            int type = Words.get16(buffer, at + 4);
            if (size < HEADER || at + size > length) {
                return -Errno.EINVAL;
            }
            if (type == DONE) {
                return 0;
            }
            if (type == ERROR) {
                return Words.get32(buffer, at + HEADER);
            }
            byte[] payload = new byte[size - HEADER];
            System.arraycopy(buffer, at + HEADER, payload, 0, payload.length);
            answers.add(Answer.read(type, payload, fixedSize));
            at += (size + 3) & ~3;
        }
        return 1;
    }
}

package dev.pinisi.network.internal;

import dev.pinisi.linux.Errno;
import dev.pinisi.linux.NetlinkSocket;
import java.nio.ByteBuffer;

/** Sends requests and sorts the answers: the kernel has queued all of them when the sending returns. */
public final class Netlink implements AutoCloseable {
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int CAPPED = 0x100;
    private static final int ACK_TLVS = 0x200;
    private static final int EXPLANATION = 1;

    private final NetlinkSocket socket;

    public Netlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** What becomes of each message of an answer. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Sees one message.
         *
         * @param datagram where it is
         * @param from where its fixed part starts
         * @param to its end
         */
        void message(ByteBuffer datagram, int from, int to);
    }

    /** Makes all changes; the last message is acknowledged, and with it that all before it were done. */
    public void execute(NetlinkMessages messages) {
        send(messages.acknowledgeLast(), (datagram, from, to) -> {});
    }

    /**
     * Sends the messages and shows each message of the answer to the visitor.
     *
     * @throws NetlinkException for the first that the kernel refused
     */
    public void send(NetlinkMessages messages, Visitor visitor) {
        socket.send(messages.datagram());
        Failure failure = new Failure();
        for (ByteBuffer answer = socket.receive(); answer.hasRemaining(); answer = socket.poll()) {
            read(answer, messages, visitor, failure);
        }
        if (failure.errno != 0) {
            throw new NetlinkException(failure.purpose, failure.errno, failure.explanation);
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private static void read(ByteBuffer answer, NetlinkMessages messages, Visitor visitor, Failure failure) {
        int at = 0;
        while (at + NetlinkMessages.HEADER <= answer.limit()) {
            int length = answer.getInt(at);
            if (length < NetlinkMessages.HEADER || at + length > answer.limit()) {
                throw new NetlinkException("read the kernel's answer", Errno.EIO, "a message of " + length + " bytes");
            }
            int type = answer.getShort(at + 4) & 0xffff;
            if (type == NLMSG_ERROR) {
                failure.note(answer, at, at + length, messages);
            } else if (type != NLMSG_DONE) {
                visitor.message(answer, at + NetlinkMessages.HEADER, at + length);
            }
            at += (length + 3) & ~3;
        }
    }

    /** The first error of an answer, with the kernel's explanation where it gives one. */
    private static final class Failure {
        private int errno;
        private String purpose = "";
        private String explanation = "";

        void note(ByteBuffer answer, int at, int end, NetlinkMessages messages) {
            int payload = at + NetlinkMessages.HEADER;
            int error = -answer.getInt(payload);
            if (error == 0 || errno != 0) {
                return;
            }
            errno = error;
            purpose = messages.purpose(NetlinkMessages.sequenceOf(answer, at));
            int flags = answer.getShort(at + 6);
            if ((flags & ACK_TLVS) != 0) {
                int echoed = (flags & CAPPED) != 0 ? NetlinkMessages.HEADER : answer.getInt(payload + 4);
                explanation = new Attributes(answer, payload + 4 + ((echoed + 3) & ~3), end).string(EXPLANATION);
            }
        }
    }
}

package dev.pinisi.oci.checkpoint;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.execute.HostProgram;
import dev.pinisi.oci.kernel.Arguments;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Signals;
import dev.pinisi.oci.kernel.Sockets;
import java.util.ArrayList;
import java.util.List;

/** CRIU as a child that takes one request over a socket, its {@code swrk} mode. The standard streams are this process's. */
final class CriuProcess implements AutoCloseable {
    /** The first descriptor that CRIU inherits besides the socket. */
    static final int FIRST_INHERITED = 4;

    private static final int SOCKET = 3;
    private static final int LARGEST_ANSWER = 65536;

    private final int pid;
    private final int socket;

    private CriuProcess(int pid, int socket) {
        this.pid = pid;
        this.socket = socket;
    }

    /** What CRIU tells while it works; it goes on when the method returns. */
    interface Notifications {
        /**
         * Takes notice.
         *
         * @param event CRIU's name of it
         * @param pid of the container's first process, where that goes with the event
         * @param descriptor that goes with the event, or -1
         */
        void on(String event, int pid, int descriptor);
    }

    /**
     * Starts it. It reads nothing before it is {@linkplain #ask asked}.
     *
     * @param inherited descriptors that it gets, from {@link #FIRST_INHERITED} on
     */
    static CriuProcess start(List<Integer> inherited) {
        String program = HostProgram.find("criu");
        int[] ends = Sockets.pair();
        int pid = (int) check(Processes.fork(0), "fork to run " + program);
        if (pid == 0) {
            become(program, ends[1], inherited);
        }
        Files.close(ends[1]);
        return new CriuProcess(pid, ends[0]);
    }

    private static void become(String program, int socket, List<Integer> inherited) {
        List<Integer> moved = new ArrayList<>();
        int first = FIRST_INHERITED + inherited.size();
        moved.add(Files.duplicateFrom(socket, first));
        for (int fd : inherited) {
            moved.add(Files.duplicateFrom(fd, first));
        }
        Files.closeOnExecFrom(SOCKET);
        for (int i = 0; i < moved.size(); i++) {
            Files.duplicate(moved.get(i), SOCKET + i);
        }
        Signals.restoreDefaults();
        Processes.execute(program, List.of("criu", "swrk", Integer.toString(SOCKET)), Arguments.environment());
        Processes.exit(1);
    }

    int pid() {
        return pid;
    }

    /**
     * Asks, and answers what CRIU asks in turn.
     *
     * @throws CheckpointException with CRIU's first error, if it fails
     */
    Answer ask(Message request, Notifications notifications) {
        tell(request);
        byte[] buffer = new byte[LARGEST_ANSWER];
        while (true) {
            Sockets.Received received = Sockets.receive(socket, buffer);
            checkAlive(received.length());
            Answer answer = new Answer(buffer, 0, received.length());
            if (!answer.flag(Rpc.SUCCESS)) {
                throw new CheckpointException(problem(answer));
            }
            if (answer.number(Rpc.TYPE, 0) != Rpc.NOTIFY) {
                return answer;
            }
            Answer notice = answer.message(Rpc.NOTICE);
            notifications.on(notice.text(1), (int) notice.number(2, 0), received.descriptor());
            Files.close(received.descriptor());
            tell(new Message().number(Rpc.TYPE, Rpc.NOTIFY).number(Rpc.NOTIFY_SUCCESS, 1));
        }
    }

    private void tell(Message message) {
        checkAlive(Sockets.send(socket, message.bytes()));
    }

    private static void checkAlive(int count) {
        if (count == 0 || count == -Errno.ECONNRESET || count == -Errno.EPIPE) {
            throw new CheckpointException("criu ended without an answer");
        }
        check(count, "talk with criu");
    }

    /** Waits for its end: nobody asks it any more. What it had begun and not finished, it undoes. */
    @Override
    public void close() {
        Files.close(socket);
        check(Processes.waitFor(pid, 0), "wait for criu");
    }

    private static String problem(Answer answer) {
        String first = answer.text(Rpc.ERROR_TEXT).strip();
        int errno = (int) answer.number(Rpc.ERRNO, 0);
        return "criu failed" + (errno == 0 ? "" : " (" + Errno.message(errno) + ")")
                + (first.isEmpty() ? "" : ": " + first);
    }
}

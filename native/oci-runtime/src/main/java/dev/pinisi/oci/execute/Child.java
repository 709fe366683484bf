package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.config.NamespaceKind;
import dev.pinisi.oci.kernel.Credentials;
import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;
import dev.pinisi.oci.plan.Plan;
import dev.pinisi.oci.plan.Step;

/** The runtime's end of the line to a process that it made to become a container's. */
final class Child {
    private static final int SIGKILL = 9;
    private static final int LONGEST_MESSAGE = 4096;

    /** Does for the process what it cannot do itself. */
    interface Helper {
        /**
         * Does it.
         *
         * @param what a message of {@link Parent}
         */
        void help(byte what);
    }

    private final int pid;
    private final int socket;

    private Child(int pid, int socket) {
        this.pid = pid;
        this.socket = socket;
    }

    /** Makes it, in the plan's namespaces; it starts with the plan's steps at once. */
    static Child start(Plan plan, String timeOffsets, InitContext context) {
        int[] ends = Sockets.pair();
        int pid = fork(plan, timeOffsets);
        if (pid == 0) {
            // else the runtime's end would never look closed
            Files.close(ends[0]);
            hideIfSeen(plan);
            ContainerInit.run(new Parent(ends[1]), context, plan);
        }
        Files.close(ends[1]);
        return new Child(pid, ends[0]);
    }

    private static int fork(Plan plan, String timeOffsets) {
        try {
            return Launch.fork(plan.joinsBefore(), plan.newNamespaces(), timeOffsets);
        } catch (RuntimeException e) {
            throw ContainerException.at("linux.namespaces", e);
        }
    }

    /** Who is in a pid namespace already sees this process, and must not get at the host through it. */
    private static void hideIfSeen(Plan plan) {
        for (Step.JoinNamespace join : plan.joinsBefore()) {
            if (join.kind() == NamespaceKind.PID) {
                Credentials.hideFromOthers();
            }
        }
    }

    int pid() {
        return pid;
    }

    void tell(byte message) {
        Sockets.send(socket, new byte[] {message});
    }

    /**
     * Until the process is ready, or has become its program: that closes its end.
     *
     * @param mustBeReady whether it will say that it is, and wait
     * @param helper does what it asks the runtime for
     * @throws ContainerException with the process's own words, if it failed
     */
    void follow(boolean mustBeReady, Helper helper) {
        boolean almost = false;
        byte[] message = new byte[LONGEST_MESSAGE];
        while (true) {
            int length = check(hear(message), "hear from", "the container's process");
            if (length == 0 || message[0] == Parent.READY) {
                Files.close(socket);
                if (length == 0 && !almost) {
                    throw new ContainerException(
                            "the container's process was killed before its program ran; is its memory limit too low?");
                }
                return;
            }
            if (message[0] == Parent.FAILED) {
                throw new ContainerException(Utf8.decode(message, 1, length - 1));
            }
            if (message[0] == Parent.HOOKS_DONE || message[0] == Parent.DEVICES_MOVED) {
                helper.help(message[0]);
                tell(message[0]);
            }
            almost = message[0] == Parent.ALMOST && !mustBeReady;
        }
    }

    /** A process that ends with unread words of ours is reported as a reset, before its own last words can be read. */
    private int hear(byte[] message) {
        int length = Files.read(socket, message);
        return length == -Errno.ECONNRESET ? Files.read(socket, message) : length;
    }

    void kill() {
        Processes.signal(pid, SIGKILL);
        Processes.waitFor(pid, 0);
    }
}

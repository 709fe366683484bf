package dev.pinisi.oci.execute;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.FileContents;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * What passes between the caller and a process that it wants made.
 *
 * @param consoleSocket path of the socket that gets the terminal's other end; empty for none
 * @param pidfdSocket path of the socket that gets a pidfd of the process; empty for none
 * @param pidFile path of the file that gets its id; empty for none
 * @param listening how many descriptors from 3 on are a service manager's sockets, sd_listen_fds(3)
 * @param preserved how many after those the program keeps as well
 */
public record Handover(String consoleSocket, String pidfdSocket, String pidFile, int listening, int preserved) {
    private static final int FIRST = 3;

    /** How many descriptors from 3 on the program keeps. */
    int kept() {
        return listening + preserved;
    }

    /**
     * To be called before others are opened.
     *
     * @throws ContainerException if a descriptor to be kept is not there
     */
    public void checkDescriptors() {
        for (int fd = FIRST; fd < FIRST + kept(); fd++) {
            if (!Files.isOpen(fd)) {
                throw new ContainerException("descriptor " + fd + " shall be passed on but is not open: check"
                        + " --preserve-fds and LISTEN_FDS");
            }
        }
    }

    /** The environment, with what tells the process of its sockets. */
    List<String> added(List<String> env) {
        if (listening == 0) {
            return env;
        }
        List<String> longer = new ArrayList<>(env);
        longer.add("LISTEN_FDS=" + listening);
        longer.add("LISTEN_PID=" + Processes.id());
        return longer;
    }

    /** Tells the caller of the process, which is there by now. */
    public void announce(int pid) {
        if (!pidfdSocket.isEmpty()) {
            int pidfd = check(Processes.openPidfd(pid), "open a descriptor of process", Integer.toString(pid));
            int socket = Sockets.connect(pidfdSocket);
            check(Sockets.sendDescriptor(socket, Utf8.encode("pidfd"), pidfd), "send a pidfd to", pidfdSocket);
            Files.close(socket);
            Files.close(pidfd);
        }
        if (!pidFile.isEmpty()) {
            FileContents.replace(pidFile, Utf8.encode(Integer.toString(pid)), 0644);
        }
    }
}

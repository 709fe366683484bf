package dev.pinisi.oci.console;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Ioctl;
import dev.pinisi.oci.kernel.Mounts;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;

/** A new pseudo-terminal from the container's own /dev/pts. */
public final class Terminal {
    private static final long MS_BIND = 4096;

    private final int master;
    private final int terminal;
    private final String name;

    private Terminal(int master, int terminal, String name) {
        this.master = master;
        this.terminal = terminal;
        this.name = name;
    }

    /** Opens one; 0 rows and columns leave its size. */
    public static Terminal open(int rows, int columns) {
        int master = check(
                Files.open("/dev/pts/ptmx", Files.O_RDWR | Files.O_NOCTTY),
                "open the terminal multiplexer",
                "/dev/pts/ptmx");
        check(Ioctl.unlockTerminal(master), "unlock the terminal");
        int number = (int) check(Ioctl.terminalNumber(master), "find the terminal's number");
        int terminal = (int) check(Ioctl.openPeer(master), "open the terminal");
        if (rows > 0 && columns > 0) {
            check(Ioctl.setSize(terminal, rows, columns), "set the terminal's size");
        }
        return new Terminal(master, terminal, "/dev/pts/" + number);
    }

    /** Puts the terminal at /dev/console. */
    public void mountAsConsole() {
        int made = Files.create("/dev/console", Files.O_WRONLY, 0620);
        if (made >= 0) {
            Files.close(made);
        } else if (made != -Errno.EEXIST) {
            check(made, "make", "/dev/console");
        }
        check(Mounts.mount(name, "/dev/console", "", MS_BIND, ""), "bind the terminal on", "/dev/console");
    }

    /** Sends the master to whoever listens there, and makes the terminal this process's own. */
    public void handOver(int consoleSocket) {
        check(
                Sockets.sendDescriptor(consoleSocket, Utf8.encode("/dev/ptmx"), master),
                "send the terminal over the console socket");
        Files.close(master);
        Files.close(consoleSocket);
        check(Ioctl.becomeControllingTerminal(terminal), "make the terminal the controlling one");
        for (int fd = 0; fd <= 2; fd++) {
            Files.duplicate(terminal, fd);
        }
        Files.close(terminal);
    }
}

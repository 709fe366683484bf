package dev.pinisi.oci.console;

import static dev.pinisi.oci.kernel.KernelException.check;

import dev.pinisi.oci.kernel.Errno;
import dev.pinisi.oci.kernel.FileSystems;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Ioctl;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;

/** A new pseudo-terminal from the container's own /dev/pts. */
public final class Terminal {
    private final int master;
    private final int terminal;

    private Terminal(int master, int terminal) {
        this.master = master;
        this.terminal = terminal;
    }

    /**
     * Opens one; 0 rows and columns leave its size.
     *
     * @param devpts the container's /dev/pts
     * @throws KernelException if that is no devpts: its multiplexer could be any file
     */
    public static Terminal open(int devpts, int rows, int columns) {
        if (FileSystems.kind(devpts) != FileSystems.DEVPTS) {
            throw new KernelException("open a terminal in /dev/pts, which is no devpts", Errno.EINVAL);
        }
        int master = check(
                Files.openAt(devpts, "ptmx", Files.O_RDWR | Files.O_NOCTTY | Files.O_NOFOLLOW),
                "open the terminal multiplexer",
                "/dev/pts/ptmx");
        check(Ioctl.unlockTerminal(master), "unlock the terminal");
        int terminal = (int) check(Ioctl.openPeer(master), "open the terminal");
        if (rows > 0 && columns > 0) {
            check(Ioctl.setSize(terminal, rows, columns), "set the terminal's size");
        }
        return new Terminal(master, terminal);
    }

    /** The end that the container's process gets. */
    public int device() {
        return terminal;
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

package dev.pinisi.oci.kernel;

import org.teavm.interop.Address;

/** ioctl(2), for terminals. Every method returns 0 or a value, or -errno. */
public final class Ioctl {
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TIOCSCTTY = 0x540e;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int TIOCSWINSZ = 0x5414;
    private static final int TIOCSPTLCK = 0x40045431;
    private static final int TIOCGPTPEER = 0x5441;
    private static final int TERMIOS_BYTES = 60;

    private Ioctl() {}

    public static int unlockTerminal(int master) {
        return call(master, TIOCSPTLCK, Memory.allocate(4).toLong());
    }

    /** Opens the other end of a master, whatever is mounted where. */
    public static int openPeer(int master) {
        return call(master, TIOCGPTPEER, Files.O_RDWR | Files.O_NOCTTY | Files.O_CLOEXEC);
    }

    public static int becomeControllingTerminal(int terminal) {
        return call(terminal, TIOCSCTTY, 0);
    }

    public static int setSize(int terminal, int rows, int columns) {
        Address size = Memory.allocate(8);
        size.putShort((short) rows);
        size.add(2).putShort((short) columns);
        return call(terminal, TIOCSWINSZ, size.toLong());
    }

    public static int copySize(int from, int to) {
        Address size = Memory.allocate(8);
        int result = call(from, TIOCGWINSZ, size.toLong());
        return result < 0 ? result : call(to, TIOCSWINSZ, size.toLong());
    }

    /** The terminal's settings, opaque; empty if it is no terminal. */
    public static byte[] settings(int terminal) {
        byte[] settings = new byte[TERMIOS_BYTES];
        return call(terminal, TCGETS, Memory.of(settings).toLong()) < 0 ? new byte[0] : settings;
    }

    public static int setSettings(int terminal, byte[] settings) {
        return call(terminal, TCSETS, Memory.of(settings).toLong());
    }

    private static int call(int fd, int request, long argument) {
        return (int) Kernel.call(Sys.ioctl(), fd, request & 0xffffffffL, argument);
    }
}

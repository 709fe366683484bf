package dev.pinisi.linux;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The terminal behind a descriptor, tty_ioctl(4). */
public final class Terminal {
    private static final long TCGETS = 0x5401;
    private static final long TCSETSW = 0x5403;
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int SIZE_OF_TERMIOS = 64;
    private static final int SIZE_OF_WINSIZE = 8;
    private static final int IFLAG = 0;
    private static final int OFLAG = 4;
    private static final int CFLAG = 8;
    private static final int LFLAG = 12;
    private static final int CC = 17;
    private static final int VTIME = 5;
    private static final int VMIN = 6;
    /** IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON. */
    private static final int COOKED_INPUT = 01 | 02 | 010 | 040 | 0100 | 0200 | 0400 | 02000;

    private static final int OPOST = 01;
    /** ISIG ICANON ECHO ECHONL IEXTEN. */
    private static final int COOKED_LOCAL = 01 | 02 | 010 | 0100 | 0100000;

    private static final int CSIZE_PARENB = 060 | 0400;
    private static final int CS8 = 060;
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(150);

    private final int descriptor;

    private Terminal(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * The terminal behind a descriptor that stays the caller's, 0 to 2 say; empty if it is no terminal.
     */
    public static Optional<Terminal> of(int descriptor) {
        try (Memory memory = new Memory()) {
            long result = Kernel.call(
                    Syscall.IOCTL,
                    descriptor,
                    TCGETS,
                    memory.block(SIZE_OF_TERMIOS).address());
            return result == 0 ? Optional.of(new Terminal(descriptor)) : Optional.empty();
        }
    }

    /** A change of the terminal that {@link #close} takes back. */
    public interface Change extends AutoCloseable {
        @Override
        void close();
    }

    /** Passes every key on as it is, without echo, cfmakeraw(3), until the result is closed. */
    public Change raw() {
        byte[] before = new byte[SIZE_OF_TERMIOS];
        try (Memory memory = new Memory()) {
            Memory.Block termios = memory.block(SIZE_OF_TERMIOS);
            control(TCGETS, termios, "read settings of");
            termios.bytes().get(0, before);
            makeRaw(termios);
            control(TCSETSW, termios, "change settings of");
        }
        return () -> restore(before);
    }

    /** The size; zero rows if nobody ever set it. */
    public WindowSize size() {
        try (Memory memory = new Memory()) {
            Memory.Block size = memory.block(SIZE_OF_WINSIZE);
            control(TIOCGWINSZ, size, "read size of");
            return new WindowSize(
                    size.bytes().getShort(0) & 0xffff, size.bytes().getShort(2) & 0xffff);
        }
    }

    /** Changes the size, which the processes in the foreground hear of by SIGWINCH. */
    public void resize(WindowSize to) {
        try (Memory memory = new Memory()) {
            Memory.Block size = memory.block(SIZE_OF_WINSIZE);
            size.bytes().putShort(0, (short) to.rows()).putShort(2, (short) to.columns());
            control(TIOCSWINSZ, size, "change size of");
        }
    }

    /**
     * Calls the listener with the size now and each time it changed, from a thread of its own, until the result is
     * closed. It asks a few times a second: a signal handler would be the whole JVM's.
     */
    public Change watchSize(Consumer<WindowSize> listener) {
        Thread watcher = Thread.ofVirtual().name("window-size").unstarted(() -> watch(listener));
        watcher.start();
        return watcher::interrupt;
    }

    private void watch(Consumer<WindowSize> listener) {
        WindowSize last = new WindowSize(-1, -1);
        try {
            while (true) {
                WindowSize now = size();
                if (!now.equals(last)) {
                    listener.accept(now);
                }
                last = now;
                Thread.sleep(WATCH_INTERVAL);
            }
        } catch (InterruptedException | LinuxException end) {
            // closed, or the terminal is gone
        }
    }

    private static void makeRaw(Memory.Block termios) {
        and(termios, IFLAG, ~COOKED_INPUT);
        and(termios, OFLAG, ~OPOST);
        and(termios, LFLAG, ~COOKED_LOCAL);
        and(termios, CFLAG, ~CSIZE_PARENB);
        termios.bytes().putInt(CFLAG, termios.bytes().getInt(CFLAG) | CS8);
        termios.bytes().put(CC + VMIN, (byte) 1).put(CC + VTIME, (byte) 0);
    }

    private static void and(Memory.Block termios, int field, int mask) {
        termios.bytes().putInt(field, termios.bytes().getInt(field) & mask);
    }

    private void restore(byte[] settings) {
        try (Memory memory = new Memory()) {
            Memory.Block termios = memory.block(SIZE_OF_TERMIOS);
            termios.bytes().put(0, settings);
            // whoever closes us at the end cannot help it if the terminal is gone
            Kernel.call(Syscall.IOCTL, descriptor, TCSETSW, termios.address());
        }
    }

    /** The kernel reads or fills our block. Expected: EIO from the background, EBADF. */
    private void control(long request, Memory.Block block, String action) {
        long result = Kernel.retry(Syscall.IOCTL, descriptor, request, block.address(), 0, 0);
        Kernel.check(result, action, "terminal " + descriptor);
    }
}

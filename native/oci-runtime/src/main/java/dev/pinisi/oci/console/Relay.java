package dev.pinisi.oci.console;

import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Ioctl;

/** Carries bytes between the caller's terminal and a container's, both ways, and its size. */
public final class Relay {
    /** For processes without a terminal, or with one that is not ours to serve. */
    public static final Relay NONE = new Relay(-1);

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;

    private final int master;
    private final byte[] saved;
    private final byte[] buffer = new byte[8192];
    private final int[] watched;

    private Relay(int master) {
        this.master = master;
        watched = new int[] {master, master < 0 ? -1 : INPUT};
        saved = master < 0 ? new byte[0] : Ioctl.settings(INPUT);
    }

    /** Starts with the master end; puts the caller's terminal into raw mode. */
    public static Relay over(int master) {
        Relay relay = new Relay(master);
        if (relay.saved.length > 0) {
            Ioctl.setSettings(INPUT, TerminalSettings.raw(relay.saved));
        }
        relay.resize();
        return relay;
    }

    /** The descriptors to wait for, -1 where there is none. */
    public int[] watched() {
        return watched;
    }

    /** Takes over the size of the caller's terminal. */
    public void resize() {
        if (master >= 0) {
            Ioctl.copySize(INPUT, master);
        }
    }

    /** From the container to the caller; false at the end. */
    public boolean carryOut() {
        int count = Files.read(master, buffer);
        return count > 0 && Files.write(OUTPUT, buffer, count) == 0;
    }

    /** From the caller to the container. */
    public void carryIn() {
        int count = Files.read(INPUT, buffer);
        if (count <= 0) {
            watched[1] = -1;
        } else {
            Files.write(master, buffer, count);
        }
    }

    /** Carries out what is left and gives the caller's terminal its settings back. */
    public void end() {
        if (master < 0) {
            return;
        }
        while (carryOut()) {
            // until the terminal's other end is closed
        }
        if (saved.length > 0) {
            Ioctl.setSettings(INPUT, saved);
        }
    }
}

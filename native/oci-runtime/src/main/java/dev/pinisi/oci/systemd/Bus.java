package dev.pinisi.oci.systemd;

import dev.pinisi.oci.kernel.Clock;
import dev.pinisi.oci.kernel.Files;
import dev.pinisi.oci.kernel.Identification;
import dev.pinisi.oci.kernel.KernelException;
import dev.pinisi.oci.kernel.Processes;
import dev.pinisi.oci.kernel.Sockets;
import dev.pinisi.oci.kernel.Utf8;
import java.util.ArrayList;
import java.util.List;

/** A connection to a message bus. One call at a time; signals that come meanwhile are kept. */
final class Bus implements AutoCloseable {
    private static final long PATIENCE_MILLISECONDS = 30_000;
    private static final int LONGEST_LINE = 512;
    private static final String DRIVER = "org.freedesktop.DBus";
    private static final String DIRECT = "/systemd/private";
    private static final String DRIVER_PATH = "/org/freedesktop/DBus";

    private final int socket;
    private final List<BusMessage> signals = new ArrayList<>();
    private int serial;

    /** Whether systemd itself is at the other end: then there is nobody to greet, nor to ask for signals. */
    private final boolean direct;

    private Bus(int socket, boolean direct) {
        this.socket = socket;
        this.direct = direct;
    }

    /**
     * Connects to the first of these sockets that answers.
     *
     * @throws BusException if none does
     */
    static Bus connect(List<String> paths) {
        String reason = "there is no address";
        for (String path : paths) {
            try {
                Bus bus = new Bus(Sockets.connect(path), path.endsWith(DIRECT));
                bus.authenticate();
                bus.tellDriver("Hello", "", new BusWriter());
                return bus;
            } catch (KernelException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        throw new BusException("--systemd-cgroup needs systemd's bus: " + reason
                + "; without systemd leave the option away (engines: cgroup manager cgroupfs)");
    }

    /**
     * By the socket's credentials. In a user namespace the bus knows us by another id, so none is claimed there. All is said
     * at once: systemd does not notice a message that comes right behind a BEGIN of its own.
     */
    private void authenticate() {
        boolean named = Identification.inInitialUserNamespace();
        String id = hexadecimal(Integer.toString(Processes.effectiveUid()));
        say(named ? "\0AUTH EXTERNAL " + id + "\r\nBEGIN\r\n" : "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n");
        String answer = line();
        if (!named && answer.startsWith("DATA")) {
            answer = line();
        }
        if (!answer.startsWith("OK")) {
            throw new BusException("the bus does not let user " + Processes.effectiveUid() + " in: " + answer);
        }
    }

    private static String hexadecimal(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            out.append(Integer.toHexString(text.charAt(i)));
        }
        return out.toString();
    }

    private void say(String text) {
        send(Utf8.encode(text));
    }

    private void send(byte[] message) {
        KernelException.check(Sockets.send(socket, message), "write to the bus");
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (line.length() < LONGEST_LINE) {
            read(one, 0, 1);
            if (one[0] == '\n') {
                return line.toString().trim();
            }
            line.append((char) (one[0] & 0xff));
        }
        throw new BusException("the bus does not speak D-Bus");
    }

    /** Asks to be told of signals that match a rule (D-Bus Specification, "Match Rules"). */
    void addMatch(String rule) {
        tellDriver("AddMatch", "s", new BusWriter().string(rule));
    }

    private void tellDriver(String member, String signature, BusWriter body) {
        if (!direct) {
            call(DRIVER, DRIVER_PATH, DRIVER, member, signature, body);
        }
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @throws BusException with the name of the error that it answers with
     */
    BusMessage call(
            String destination, String path, String interfaceName, String member, String signature, BusWriter body) {
        int number = ++serial;
        send(BusMessage.call(number, destination, path, interfaceName, member, signature, body.toBytes()));
        while (true) {
            BusMessage message = receive();
            if (message.type() == BusMessage.SIGNAL) {
                signals.add(message);
            } else if (message.replyTo() == number && message.type() == BusMessage.ERROR) {
                String words =
                        message.signature().startsWith("s") ? message.reader().string() : "";
                throw new BusException(message.error(), member + ": " + words + " (" + message.error() + ")");
            } else if (message.replyTo() == number) {
                return message;
            }
        }
    }

    /** The next signal. */
    BusMessage signal() {
        if (!signals.isEmpty()) {
            return signals.remove(0);
        }
        while (true) {
            BusMessage message = receive();
            if (message.type() == BusMessage.SIGNAL) {
                return message;
            }
        }
    }

    private BusMessage receive() {
        byte[] fixed = new byte[BusMessage.FIXED];
        read(fixed, 0, fixed.length);
        byte[] message = new byte[BusMessage.FIXED + BusMessage.rest(fixed)];
        System.arraycopy(fixed, 0, message, 0, fixed.length);
        read(message, fixed.length, message.length);
        return BusMessage.read(message);
    }

    private void read(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to) {
            if (Clock.poll(new int[] {socket}, PATIENCE_MILLISECONDS) == 0) {
                throw new BusException("the bus has not answered for " + PATIENCE_MILLISECONDS / 1000 + " s");
            }
            int count = KernelException.check(Files.read(socket, buffer, at, to), "read from", "the bus");
            if (count == 0) {
                throw new BusException("the bus has closed the connection");
            }
            at += count;
        }
    }

    @Override
    public void close() {
        Files.close(socket);
    }
}

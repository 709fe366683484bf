package dev.pinisi.engine.internal;

import dev.pinisi.engine.AttachStreams;
import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Poll;
import dev.pinisi.linux.Sockets;
import dev.pinisi.linux.Terminal;
import dev.pinisi.linux.WindowSize;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * This process's standard streams, joined to a container's through its monitor's attach socket: conmon's protocol. From
 * the monitor comes one packet a piece of output, its first byte the stream; what goes there is input as it is.
 */
final class Attachment implements AutoCloseable {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    /** Of the first byte: 2 for output, 3 for errors. */
    private static final int ERRORS = 3;

    private static final int ECONNRESET = 104;
    /** The monitor's packets hold 8 KiB and the byte before. */
    private static final int PACKET = 8193 + 7;
    /** How often to ask whether it has ended, for monitors that hold the socket while they wait for the clean-up. */
    private static final Duration DOUBT = Duration.ofMillis(250);

    private final Sockets sockets;
    private final Descriptor socket;
    private final AttachStreams streams;
    private final Optional<Terminal> terminal;
    private final Path control;
    private Optional<Terminal.Change> raw = Optional.empty();
    private Optional<Terminal.Change> resizing = Optional.empty();
    private volatile boolean detached;
    private boolean outputBroken;

    /**
     * Connects.
     *
     * @param hasTerminal whether the process at the other end has one
     * @param control the monitor's FIFO for window sizes
     */
    Attachment(Sockets sockets, Path path, AttachStreams streams, boolean hasTerminal, Path control) {
        this.sockets = sockets;
        this.streams = streams;
        this.control = control;
        socket = sockets.connect(path, Sockets.Kind.SEQPACKET);
        terminal = hasTerminal ? Terminal.of(streams.stdin() ? STDIN : STDOUT) : Optional.empty();
    }

    /** Takes the terminal over and starts to forward input. */
    void begin() {
        if (terminal.isPresent() && streams.stdin()) {
            raw = Optional.of(terminal.get().raw());
        }
        resizing = terminal.map(here -> here.watchSize(this::resize));
        if (streams.stdin()) {
            Thread.ofPlatform().daemon().name("stdin").start(this::forwardInput);
        }
    }

    /**
     * Copies output until the container has ended or the user detached.
     *
     * @param ended asked now and then
     * @return whether the user detached
     */
    boolean copyOutput(BooleanSupplier ended) {
        byte[] packet = new byte[PACKET];
        while (true) {
            if (!Poll.readable(socket, DOUBT)) {
                if (detached || (ended.getAsBoolean() && !Poll.readable(socket, Duration.ZERO))) {
                    return detached;
                }
                continue;
            }
            int length = read(packet);
            if (length == 0) {
                return detached;
            }
            write(packet[0] == ERRORS, packet, length);
        }
    }

    private int read(byte[] packet) {
        try {
            return socket.read(packet, 0, packet.length);
        } catch (LinuxException e) {
            if (e.errno() == ECONNRESET) {
                return 0;
            }
            throw e;
        }
    }

    /** If nobody reads our output any more, the container goes on and is waited for. */
    private void write(boolean error, byte[] packet, int length) {
        if (outputBroken || !(error ? streams.stderr() : streams.stdout())) {
            return;
        }
        try {
            Descriptor.of(error ? STDERR : STDOUT).write(packet, 1, length - 1);
        } catch (LinuxException e) {
            outputBroken = true;
        }
    }

    private void forwardInput() {
        Descriptor input = Descriptor.of(STDIN);
        DetachKeys keys = new DetachKeys(terminal.isPresent() ? streams.detachKeys() : "");
        byte[] buffer = new byte[8192];
        try {
            int count = input.read(buffer, 0, buffer.length);
            while (count > 0) {
                byte[] send = keys.filter(buffer, count);
                socket.write(send, 0, send.length);
                if (keys.complete()) {
                    // the other thread notices: whoever closes what it waits for may close another's descriptor
                    detached = true;
                    return;
                }
                count = input.read(buffer, 0, buffer.length);
            }
            sockets.endOutput(socket);
        } catch (LinuxException gone) {
            // the container ended first, or the terminal is gone
        }
    }

    /** Whatever is read as {@code 1 ROWS COLUMNS}. Nobody reads it once the container has ended: then never mind. */
    private void resize(WindowSize size) {
        if (size.rows() == 0 && size.columns() == 0) {
            return;
        }
        String line = "1 " + size.rows() + " " + size.columns() + "\n";
        try (FileOutputStream fifo = new FileOutputStream(control.toFile())) {
            fifo.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() {
        if (resizing.isPresent()) {
            resizing.get().close();
        }
        if (raw.isPresent()) {
            raw.get().close();
        }
        socket.close();
    }
}

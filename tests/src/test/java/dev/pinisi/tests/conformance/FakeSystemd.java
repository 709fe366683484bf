package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A bus with nobody on it but a manager of units that does nothing and says that it is done. Remembers the calls, as raw
 * text: names and texts in them can be looked for.
 */
final class FakeSystemd implements AutoCloseable {
    private static final String JOB = "/org/freedesktop/systemd1/job/1";
    private static final int CALL = 1;
    private static final int RETURN = 2;
    private static final int SIGNAL = 4;

    private final ServerSocketChannel listener;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    FakeSystemd(Path socket) {
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    List<String> calls() {
        return calls;
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel client = listener.accept()) {
                authenticate(client);
                while (answer(client)) {
                    // until the client goes
                }
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
        }
    }

    private static void authenticate(SocketChannel client) throws IOException {
        while (!line(client).startsWith("\0AUTH EXTERNAL")) {
            // only that is said
        }
        send(client, "OK 0123456789abcdef\r\n".getBytes(ISO_8859_1));
        while (!line(client).equals("BEGIN")) {
            // whatever else is negotiated
        }
    }

    private boolean answer(SocketChannel client) throws IOException {
        ByteBuffer fixed = read(client, 16);
        if (fixed.get(1) != CALL) {
            return false;
        }
        int bodyLength = fixed.getInt(4);
        int serial = fixed.getInt(8);
        int fields = (fixed.getInt(12) + 7) / 8 * 8;
        String call = ISO_8859_1.decode(read(client, fields + bodyLength)).toString();
        calls.add(call);
        boolean job = call.contains("StartTransientUnit") || call.contains("StopUnit");
        send(client, message(RETURN, serial, job ? "o" : "", job ? text(JOB) : new byte[0]));
        if (job) {
            ByteArrayOutputStream removed = new ByteArrayOutputStream();
            removed.writeBytes(new byte[] {1, 0, 0, 0});
            for (String value : List.of(JOB, "any.scope", "done")) {
                while (removed.size() % 4 != 0) {
                    removed.write(0);
                }
                removed.writeBytes(text(value));
            }
            send(client, message(SIGNAL, 0, "uoss", removed.toByteArray()));
        }
        return true;
    }

    private static byte[] message(int type, int replyTo, String signature, byte[] body) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        if (type == RETURN) {
            fields.writeBytes(new byte[] {5, 1, 'u', 0});
            fields.writeBytes(little(replyTo));
        } else {
            fields.writeBytes(new byte[] {3, 1, 's', 0});
            fields.writeBytes(text("JobRemoved"));
        }
        if (!signature.isEmpty()) {
            pad(fields);
            fields.writeBytes(new byte[] {8, 1, 'g', 0, (byte) signature.length()});
            fields.writeBytes((signature + "\0").getBytes(ISO_8859_1));
        }
        int length = fields.size();
        pad(fields);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'l', (byte) type, 1, 1});
        out.writeBytes(little(body.length));
        out.writeBytes(little(7));
        out.writeBytes(little(length));
        out.writeBytes(fields.toByteArray());
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % 8 != 0) {
            out.write(0);
        }
    }

    private static byte[] text(String value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(little(value.length()));
        out.writeBytes((value + "\0").getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static String line(SocketChannel client) throws IOException {
        StringBuilder line = new StringBuilder();
        for (char c = (char) read(client, 1).get();
                c != '\n';
                c = (char) read(client, 1).get()) {
            line.append(c);
        }
        return line.toString().stripTrailing();
    }

    private static ByteBuffer read(SocketChannel client, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (client.read(buffer) < 0) {
                throw new IOException("closed");
            }
        }
        return buffer.flip();
    }

    private static void send(SocketChannel client, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            client.write(buffer);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

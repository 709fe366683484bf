package dev.pinisi.image;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The two endpoints of the Docker Engine API that move images, over a Unix socket or the network. */
final class FakeDockerDaemon implements AutoCloseable {
    final Map<String, byte[]> archives = new HashMap<>();
    final List<byte[]> loaded = new CopyOnWriteArrayList<>();
    String loadAnswer = "{\"stream\":\"Loaded image\"}\n";
    private final Closeable server;
    private final String address;

    FakeDockerDaemon(Path socket) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        server = channel;
        address = socket.toString();
        Thread.ofVirtual()
                .start(() -> serve(() -> {
                    try (SocketChannel connection = channel.accept()) {
                        answer(Channels.newInputStream(connection), Channels.newOutputStream(connection));
                    }
                }));
    }

    /** Across the network. */
    FakeDockerDaemon(ServerSocket socket) {
        server = socket;
        address = "127.0.0.1:" + socket.getLocalPort();
        Thread.ofVirtual()
                .start(() -> serve(() -> {
                    try (Socket connection = socket.accept()) {
                        answerIfItStays(connection);
                    }
                }));
    }

    /** Where it listens: a path, or host and port. */
    String address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private interface Call {
        void answer() throws IOException;
    }

    private void serve(Call next) {
        while (true) {
            try {
                next.answer();
            } catch (ClosedChannelException | SocketException e) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Whatever a client does that does not believe us, or that we do not. */
    private void answerIfItStays(Socket connection) {
        try {
            answer(connection.getInputStream(), connection.getOutputStream());
        } catch (IOException e) {
            return;
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        String request = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring(16));
            }
        }
        if (request.isEmpty()) {
            return;
        }
        if (request.startsWith("POST /images/load")) {
            loaded.add(in.readNBytes(length));
            respond(out, "200 OK", loadAnswer.getBytes(StandardCharsets.UTF_8));
            return;
        }
        String name = request.substring(request.indexOf("names=") + 6, request.lastIndexOf(' '));
        byte[] archive = archives.get(name.replace("%3A", ":").replace("%2F", "/"));
        if (archive == null) {
            respond(out, "404 Not Found", "{\"message\":\"No such image\"}".getBytes(StandardCharsets.UTF_8));
        } else {
            respond(out, "200 OK", archive);
        }
    }

    private static void respond(OutputStream out, String status, byte[] body) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}

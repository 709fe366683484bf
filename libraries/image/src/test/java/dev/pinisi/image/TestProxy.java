package dev.pinisi.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that wants to know who asks, in this process. Every name leads to the same server. */
final class TestProxy implements AutoCloseable {
    /** The request lines, and the credentials that came with them. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket listener;
    private final int server;

    /**
     * @param server the port of the server on this host
     */
    TestProxy(int server) throws IOException {
        this.server = server;
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
            return;
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String line = head.substring(0, head.indexOf('\r'));
            int known = head.indexOf("Proxy-Authorization: ");
            String authorization = known < 0 ? "" : head.substring(known, head.indexOf('\r', known));
            requests.add(line + " " + authorization);
            if (authorization.isEmpty()) {
                client.getOutputStream().write(bytes("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
                return;
            }
            String target = line.split(" ", -1)[1];
            if (line.startsWith("CONNECT ")) {
                tunnel(client);
            } else {
                forward(client, URI.create(target), head);
            }
        } catch (IOException e) {
            // either side went away
            return;
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.getOutputStream().write(bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
            join(client, there);
        }
    }

    /** Passes a request on, in the form that a server wants, and all that follows. */
    private void forward(Socket client, URI uri, String head) throws IOException {
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), server)) {
            String plain = head.replace(" http://" + uri.getAuthority(), " ");
            there.getOutputStream().write(bytes(plain.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
            join(client, there);
        }
    }

    private static void join(Socket client, Socket server) throws IOException {
        Thread up = Thread.ofVirtual().start(() -> copy(client, server));
        copy(server, client);
        up.interrupt();
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // either side went away
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

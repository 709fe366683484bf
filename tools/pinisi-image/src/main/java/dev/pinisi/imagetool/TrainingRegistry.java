package dev.pinisi.imagetool;

import dev.pinisi.json.JsonCursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Hands one layout's image out on the loopback interface, to nobody but {@link Training}. */
final class TrainingRegistry implements AutoCloseable {
    /** Where the key is, and what opens it. */
    static final String KEY_STORE = "training.p12";

    private static final char[] PASSWORD = "training".toCharArray();
    private static final int BACKLOG = 16;

    private final ServerSocket server;
    private final Path layout;
    private final Thread acceptor;

    private TrainingRegistry(ServerSocket server, Path layout) {
        this.server = server;
        this.layout = layout;
        this.acceptor = Thread.ofPlatform().daemon().unstarted(this::serve);
    }

    static TrainingRegistry start(Path layout, Path keys, boolean tls) throws IOException {
        ServerSocketFactory sockets = tls ? secure(keys.resolve(KEY_STORE)) : ServerSocketFactory.getDefault();
        ServerSocket server = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        TrainingRegistry registry = new TrainingRegistry(server, layout);
        registry.acceptor.start();
        return registry;
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Waits until the registry is closed, or this thread is interrupted. */
    void await() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerSocketFactory secure(Path keyStore) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of the training's registry: " + e.getMessage(), e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofPlatform().daemon().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                String header = request;
                while (header != null && !header.isEmpty()) {
                    header = in.readLine();
                }
                answer(client.getOutputStream(), request.split(" ", -1)[1]);
            }
        } catch (IOException gone) {
            // a client that checks certificates may hang up
            return;
        }
    }

    private void answer(OutputStream out, String path) throws IOException {
        String last = path.substring(path.lastIndexOf('/') + 1);
        byte[] body = path.endsWith("/list")
                ? "{\"name\":\"training\",\"tags\":[\"latest\"]}".getBytes(StandardCharsets.UTF_8)
                : last.isEmpty() ? new byte[] {'{', '}'} : blob(last);
        String type = path.contains("/manifests/")
                ? JsonCursor.parse(body).field("mediaType").stringOr("")
                : "application/octet-stream";
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private byte[] blob(String reference) throws IOException {
        String digest = reference;
        if (reference.equals("latest")) {
            JsonCursor index = JsonCursor.parse(Files.readAllBytes(layout.resolve("index.json")));
            digest = index.field("manifests").elements().get(0).field("digest").string();
        }
        return Files.readAllBytes(layout.resolve("blobs").resolve(digest.replace(':', '/')));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package dev.pinisi.image;

import com.sun.net.httpserver.HttpExchange;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The uploads of a {@link TestRegistry}: what was received stays when a request breaks. */
final class TestUploads {
    static final String PATH = "/blobs/uploads/";

    final Map<String, ByteArrayOutputStream> sessions = new ConcurrentHashMap<>();
    private final Map<Digest, byte[]> blobs;
    private final AtomicInteger last = new AtomicInteger();

    TestUploads(Map<Digest, byte[]> blobs) {
        this.blobs = blobs;
    }

    void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String id = path.substring(path.indexOf(PATH) + PATH.length());
        if (id.isEmpty()) {
            id = "u" + last.incrementAndGet();
            sessions.put(id, new ByteArrayOutputStream());
            exchange.getResponseHeaders().set("Location", path + id + "?state=a%2Fb");
            TestRegistry.send(exchange, 202, new byte[0]);
            return;
        }
        ByteArrayOutputStream session = sessions.get(id);
        if (session == null) {
            TestRegistry.error(exchange, 404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
            return;
        }
        exchange.getResponseHeaders().set("Location", path + "?state=next");
        switch (exchange.getRequestMethod()) {
            case "PATCH" -> patch(exchange, session);
            case "PUT" -> put(exchange, session);
            case "DELETE" -> {
                sessions.remove(id);
                TestRegistry.send(exchange, 204, new byte[0]);
            }
            default -> answer(exchange, session, 204);
        }
    }

    private static void patch(HttpExchange exchange, ByteArrayOutputStream session) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        if (range != null && Integer.parseInt(range.substring(0, range.indexOf('-'))) != session.size()) {
            answer(exchange, session, 416);
            return;
        }
        copy(exchange.getRequestBody(), session);
        answer(exchange, session, 202);
    }

    private void put(HttpExchange exchange, ByteArrayOutputStream session) throws IOException {
        copy(exchange.getRequestBody(), session);
        String query = exchange.getRequestURI().getQuery();
        Digest digest = Digest.parse(query.substring(query.indexOf("digest=") + "digest=".length()));
        if (!digest.matches(session.toByteArray())) {
            TestRegistry.error(exchange, 400, "DIGEST_INVALID", "not that digest");
            return;
        }
        blobs.put(digest, session.toByteArray());
        TestRegistry.send(exchange, 201, new byte[0]);
    }

    private static void answer(HttpExchange exchange, ByteArrayOutputStream session, int status) throws IOException {
        if (session.size() > 0) {
            exchange.getResponseHeaders().set("Range", "0-" + (session.size() - 1));
        }
        TestRegistry.send(exchange, status, new byte[0]);
    }

    /** Keeps each piece as it comes, so that a break leaves what came before it. */
    static void copy(InputStream from, ByteArrayOutputStream to) throws IOException {
        byte[] piece = new byte[8192];
        int count = from.read(piece);
        while (count >= 0) {
            to.write(piece, 0, count);
            count = from.read(piece);
        }
    }
}

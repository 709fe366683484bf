package dev.pinisi.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.Registries;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.config.ShortNames;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A registry in this process that a test can make misbehave. Serves {@code test/image:latest}. */
final class TestRegistry implements AutoCloseable {
    /** Answers a request in the registry's place; says whether it did. */
    interface Misbehaviour {
        boolean answer(HttpExchange exchange) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
    volatile Misbehaviour misbehaviour = exchange -> false;
    volatile boolean ranges = true;
    volatile boolean severalRanges = true;
    /** Of blobs, headers not counted. */
    final AtomicLong sent = new AtomicLong();

    final TestUploads uploads = new TestUploads(blobs);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    TestRegistry(TestImage image) throws IOException {
        manifests.put("latest", image.manifest().bytes());
        manifests.put(image.manifest().digest().toString(), image.manifest().bytes());
        blobs.putAll(image.blobs);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    ImageReference reference() {
        return ImageReference.parse(host() + "/test/image");
    }

    RegistryOptions options() {
        Registries registries =
                new Registries(List.of(), new ShortNames(ShortNames.Mode.PERMISSIVE, List.of(), Map.of()), List.of());
        return new RegistryOptions(
                registries,
                RegistryAuth.none(),
                Optional.of(false),
                new ConfigPlaces(Path.of("/nowhere"), Map.of(), 0),
                List.of(),
                Optional.empty(),
                new RegistryPatience(
                        Duration.ofSeconds(2), Duration.ofMillis(300), 3, Duration.ofMillis(1), Duration.ofMillis(20)),
                ProgressListener.SILENT,
                RegistryOptions.USER_AGENT,
                Optional.empty());
    }

    /** Holds the answer back until the registry is closed. */
    void stall() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long requestsFor(String part) {
        return requests.stream().filter(request -> request.contains(part)).count();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (!misbehaviour.answer(exchange)) {
                behave(exchange);
            }
        } catch (IOException e) {
            // the client went away: it found out what we are
            requests.add("broken " + e.getMessage());
        }
    }

    private void behave(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals("/v2/")) {
            send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
        } else if (path.contains(TestUploads.PATH)) {
            uploads.answer(exchange);
        } else if (path.contains("/manifests/") && manifests.containsKey(last)) {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            send(exchange, 200, manifests.get(last));
        } else if (path.contains("/blobs/") && blobs.containsKey(Digest.parse(last))) {
            blob(exchange, blobs.get(Digest.parse(last)));
        } else {
            error(exchange, 404, "NAME_UNKNOWN", "not known here");
        }
    }

    private void blob(HttpExchange exchange, byte[] bytes) throws IOException {
        sent.addAndGet(length(exchange, bytes));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null || !ranges) {
            send(exchange, 200, bytes);
            return;
        }
        String[] wanted = range.substring("bytes=".length()).split(",", -1);
        if (wanted.length > 1 && severalRanges) {
            several(exchange, bytes, wanted);
            return;
        }
        exchange.getResponseHeaders().set("Content-Range", contentRange(bytes, wanted[0]));
        send(exchange, 206, part(bytes, wanted[0]));
    }

    private static void several(HttpExchange exchange, byte[] bytes, String[] wanted) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String range : wanted) {
            body.writeBytes(("\r\n--edge\r\nContent-Type: application/octet-stream\r\nContent-Range: "
                            + contentRange(bytes, range) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(part(bytes, range));
        }
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseHeaders().set("Content-Type", "multipart/byteranges; boundary=edge");
        send(exchange, 206, body.toByteArray());
    }

    private static String contentRange(byte[] bytes, String range) {
        int from = from(range);
        return "bytes " + from + "-" + (from + part(bytes, range).length - 1) + "/" + bytes.length;
    }

    private static byte[] part(byte[] bytes, String range) {
        String end = range.substring(range.indexOf('-') + 1);
        return Arrays.copyOfRange(bytes, from(range), end.isEmpty() ? bytes.length : Integer.parseInt(end) + 1);
    }

    private long length(HttpExchange exchange, byte[] bytes) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null || !ranges) {
            return bytes.length;
        }
        long length = 0;
        for (String each : range.substring("bytes=".length()).split(",", -1)) {
            length += part(bytes, each).length;
        }
        return length;
    }

    private static int from(String range) {
        return Integer.parseInt(range.substring(0, range.indexOf('-')));
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }
}

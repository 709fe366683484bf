package dev.pinisi.image.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinisi.config.ConfigPlaces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client makes of connections and redirects, against a server that says what the test scripted. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HttpClientTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    /** Answers the requests of each connection by its list, then hangs up. */
    @SafeVarargs
    private void serve(List<String>... connections) {
        Thread.ofVirtual().start(() -> {
            try {
                for (List<String> answers : connections) {
                    try (Socket socket = listener.accept()) {
                        for (String answer : answers) {
                            requests.add(head(socket.getInputStream()));
                            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                        }
                    }
                }
            } catch (IOException e) {
                requests.add("broken: " + e.getMessage());
            }
        });
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

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    private static HttpClient client(Duration stall) {
        return new HttpClient(
                Duration.ofSeconds(2),
                stall,
                new ConfigPlaces(Path.of("/nowhere"), Map.of(), 0),
                TlsSettings.of(Optional.empty(), true),
                "test/1");
    }

    private String get(String path) throws IOException {
        try (HttpResponse response = client(Duration.ofSeconds(5)).get(uri(path), Map.of("Authorization", "me"))) {
            return response.status() + " " + new String(response.bytes(100), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_connection_is_used_again() throws IOException {
        serve(List.of(OK, OK));
        assertThat(get("/1")).isEqualTo("200 ok");
        assertThat(get("/2?a=b")).isEqualTo("200 ok");
        assertThat(requests.get(1))
                .startsWith("GET /2?a=b HTTP/1.1\r\nHost: 127.0.0.1:" + listener.getLocalPort() + "\r\n")
                .contains("User-Agent: test/1\r\n")
                .doesNotContain("Content-Length");
    }

    @Test
    void a_connection_that_was_closed_while_it_lay_idle_is_replaced() throws IOException {
        serve(List.of(OK), List.of(OK));
        assertThat(get("/1")).isEqualTo("200 ok");
        assertThat(get("/2")).isEqualTo("200 ok");
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_connection_that_the_server_wants_closed_is_not_used_again() throws IOException {
        serve(List.of("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"), List.of(OK));
        assertThat(get("/1")).isEqualTo("200 ok");
        assertThat(get("/2")).isEqualTo("200 ok");
    }

    @Test
    void a_redirect_to_another_port_takes_no_credentials_along() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            String there = "http://127.0.0.1:" + other.getLocalPort() + "/there";
            serve(List.of("HTTP/1.1 307 x\r\nLocation: " + there + "\r\nContent-Length: 0\r\n\r\n", OK));
            List<String> seen = new CopyOnWriteArrayList<>();
            Thread.ofVirtual().start(() -> {
                try (Socket socket = other.accept()) {
                    seen.add(head(socket.getInputStream()));
                    socket.getOutputStream()
                            .write(("HTTP/1.1 302 x\r\nLocation: " + uri("/back") + "\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    seen.add("broken: " + e.getMessage());
                }
            });
            assertThat(get("/here")).isEqualTo("200 ok");
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0)).startsWith("GET /there ").doesNotContain("Authorization");
            assertThat(requests.get(1)).startsWith("GET /back ").doesNotContain("Authorization");
        }
    }

    @Test
    void a_stream_is_not_sent_again_by_a_redirect() throws IOException {
        serve(List.of("HTTP/1.1 307 x\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"));
        HttpRequest request = new HttpRequest(
                "PATCH", uri("/here"), Map.of(), new HttpRequest.Stream(new ByteArrayInputStream(new byte[10]), 10));
        try (HttpResponse response = client(Duration.ofSeconds(5)).send(request)) {
            assertThat(response.status()).isEqualTo(307);
        }
    }

    @Test
    void a_server_that_hangs_up_during_an_upload_may_say_why() throws IOException {
        serve(List.of("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy"));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
        HttpRequest request = new HttpRequest("PATCH", uri("/"), Map.of(), new HttpRequest.Stream(endless, 1L << 40));
        try (HttpResponse response = client(Duration.ofSeconds(5)).send(request)) {
            assertThat(response.status()).isEqualTo(413);
        } catch (IOException e) {
            // the kernel may throw the server's last words away with the connection
            assertThat(e.getMessage()).containsAnyOf("reset", "Broken pipe", "pipe");
        }
    }

    @Test
    void a_head_that_drips_counts_as_a_stall() {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = listener.accept()) {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.ISO_8859_1));
                while (true) {
                    Thread.sleep(20);
                    socket.getOutputStream().write('x');
                }
            } catch (IOException | InterruptedException e) {
                requests.add("gone");
            }
        });
        SocketTimeoutException e = catchThrowableOfType(
                SocketTimeoutException.class,
                () -> client(Duration.ofMillis(300)).get(uri("/"), Map.of()));
        assertThat(e).hasMessageContaining("dripping");
    }

    @Test
    void interim_answers_without_end_are_given_up() {
        serve(List.of("HTTP/1.1 103 Hints\r\n\r\n".repeat(50)));
        IOException e = catchThrowableOfType(IOException.class, () -> get("/"));
        assertThat(e).hasMessageContaining("interim");
    }
}

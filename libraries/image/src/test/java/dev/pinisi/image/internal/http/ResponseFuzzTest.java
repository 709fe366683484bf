package dev.pinisi.image.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.Mutations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server answers is read, or refused as no answer, in bounded time and memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ResponseFuzzTest {
    private static final HttpRequest GET = HttpRequest.of("GET", URI.create("http://r.example/x"), Map.of());

    /** A connection whose other side has said all it will say. */
    private static final class Said extends Socket {
        private final InputStream said;

        Said(String text) {
            said = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public InputStream getInputStream() {
            return said;
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }

        @Override
        public void setSoTimeout(int millis) {
            // nothing to wait for
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // nothing is sent
        }
    }

    private static HttpResponse answer(String text) throws IOException {
        HttpConnection connection = new HttpConnection(new Said(text), false, Duration.ofSeconds(1));
        return connection.exchange(GET, free -> {});
    }

    private static String body(String text) throws IOException {
        try (HttpResponse response = answer(text)) {
            return new String(response.bytes(1000), StandardCharsets.ISO_8859_1);
        }
    }

    private static String failure(String text) {
        try {
            return "none: " + body(text);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void answers_of_every_form_are_read() throws IOException {
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("abc");
        assertThat(
                        body(
                                "HTTP/1.1 200\r\ntransfer-encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: x\r\n\r\n"))
                .isEqualTo("abcde");
        assertThat(body("HTTP/1.0 200 OK\n\nuntil the end")).isEqualTo("until the end");
        assertThat(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No\r\n\r\n"))
                .isEmpty();
    }

    @Test
    void answers_that_are_none_are_refused() {
        assertThat(failure("")).contains("closed before");
        assertThat(failure("SSH-2.0-OpenSSH\r\n")).contains("not HTTP");
        assertThat(failure("HTTP/1.1 2x0 OK\r\n\r\n")).contains("not HTTP");
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc")).contains("broke off");
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")).contains("\"-1\"");
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na"))
                .contains("two lengths");
        assertThat(failure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n"))
                .contains("longer than announced");
        assertThat(failure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\n"))
                .contains("no length");
        assertThat(failure("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000))).contains("longer than 64 KiB");
        assertThat(failure("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(300))).contains("malformed");
        assertThat(failure("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")).contains("at most 1000");
    }

    @Test
    void mutated_answers() {
        Mutations texts = new Mutations(
                6,
                "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 12\r\n\r\n{\"a\":\"bcde\"}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
                "HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\n\r\nx",
                "HTTP/1.1 100 Continue\r\n\r\n");
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = texts.next();
            try {
                assertThat(body(text).length()).isLessThanOrEqualTo(1000);
                read++;
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(read).isBetween(1000, 50_000);
    }

    @Test
    void a_header_that_would_smuggle_another_is_not_sent() {
        HttpRequest request = GET.with("Authorization", "Bearer x\r\nX: y");
        String message = "";
        try {
            new RequestWriter(new ByteArrayOutputStream()).write(request, false, count -> {});
        } catch (IOException e) {
            message = String.valueOf(e.getMessage());
        }
        assertThat(message).contains("Authorization", "control characters");
    }
}

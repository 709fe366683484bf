package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * HTTP/2 (RFC 9113), for servers that speak nothing else. The JDK's client does it; where HTTP/1.1 will do ours is
 * faster, to start and to move bytes.
 */
final class Http2 {
    /** TLS's alert, as the JDK calls it, of a server that does not speak HTTP/1.1 (RFC 7301, section 3.2). */
    private static final String NO_COMMON_PROTOCOL = "no_application_protocol";

    private final HttpClient client;

    Http2(SSLContext context, Duration connect) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .followRedirects(Redirect.NEVER)
                .sslContext(context)
                .connectTimeout(connect)
                .build();
    }

    /** Whether a failed handshake means that the server wants HTTP/2. */
    static boolean isWanted(SSLHandshakeException failure) {
        return String.valueOf(failure.getMessage()).contains(NO_COMMON_PROTOCOL);
    }

    HttpResponse exchange(HttpRequest request, Duration stall) throws IOException {
        var builder = java.net.http.HttpRequest.newBuilder(request.uri()).method(request.method(), body(request));
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            builder.header(header.getKey(), header.getValue());
        }
        if (request.isRepeatable()) {
            builder.timeout(stall);
        }
        try {
            java.net.http.HttpResponse<InputStream> response =
                    client.send(builder.build(), BodyHandlers.ofInputStream());
            ResponseHead head = new ResponseHead(response.statusCode(), headers(response), true);
            return new HttpResponse(request.uri(), head, new StallGuard(response.body(), stall), new DripGuard(stall));
        } catch (HttpTimeoutException e) {
            throw new SocketTimeoutException("Read timed out");
        } catch (IllegalArgumentException e) {
            // a header's value with control characters, from a registry
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static BodyPublisher body(HttpRequest request) {
        return switch (request.body()) {
            case HttpRequest.Bytes document -> BodyPublishers.ofByteArray(document.bytes());
            case HttpRequest.Stream stream -> {
                BodyPublisher bytes = BodyPublishers.ofInputStream(stream::bytes);
                yield stream.length() < 0 ? bytes : BodyPublishers.fromPublisher(bytes, stream.length());
            }
        };
    }

    private static HttpHeaders headers(java.net.http.HttpResponse<InputStream> response) {
        HttpHeaders headers = new HttpHeaders();
        for (Map.Entry<String, List<String>> field : response.headers().map().entrySet()) {
            for (String value : field.getValue()) {
                headers.add(field.getKey(), value);
            }
        }
        return headers;
    }
}

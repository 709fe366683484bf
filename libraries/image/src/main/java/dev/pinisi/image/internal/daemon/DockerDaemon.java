package dev.pinisi.image.internal.daemon;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.http.HttpRequest;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The part of the Docker Engine API that hands images out and takes them in. */
record DockerDaemon(DaemonHost host) {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final HttpRequest.Body NOTHING = new HttpRequest.Bytes(new byte[0]);

    /** The image of that name or ID as a docker-archive; the caller closes the answer. */
    HttpResponse save(String image) {
        String path = "/images/get?names=" + URLEncoder.encode(image, StandardCharsets.UTF_8);
        HttpResponse response = exchange("GET", path, Map.of(), NOTHING);
        if (response.status() == 404) {
            response.close();
            throw new ImageException(Kind.NOT_FOUND, "the Docker daemon has no image " + image);
        }
        return successful(response, "saving " + image);
    }

    /** Loads a docker-archive. */
    void load(Path archive) throws IOException {
        try (InputStream bytes = Files.newInputStream(archive)) {
            HttpRequest.Body body = new HttpRequest.Stream(bytes, Files.size(archive));
            HttpResponse answer =
                    exchange("POST", "/images/load?quiet=1", Map.of("Content-Type", "application/x-tar"), body);
            try (HttpResponse response = successful(answer, "loading the image")) {
                refuseErrors(response.bytes(LONGEST_ANSWER));
            }
        }
    }

    /** The status is decided before the daemon has read all; what goes wrong later is told in the answer's lines. */
    private static void refuseErrors(byte[] lines) {
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            String error = line.isBlank() ? "" : field(line.getBytes(StandardCharsets.UTF_8), "error");
            if (!error.isEmpty()) {
                throw new ImageException(Kind.NOT_STORED, "the Docker daemon refused the image: " + error);
            }
        }
    }

    private HttpResponse exchange(String method, String path, Map<String, String> headers, HttpRequest.Body body) {
        try {
            return host.exchange(method, path, headers, body);
        } catch (IOException e) {
            throw new ImageException(
                    Kind.UNREACHABLE,
                    "the Docker daemon at " + host.name() + " cannot be reached: " + e.getMessage()
                            + "; is it running?",
                    e);
        }
    }

    private static HttpResponse successful(HttpResponse response, String action) {
        if (response.status() == 200) {
            return response;
        }
        String reason = "";
        try (response) {
            reason = field(response.bytes(LONGEST_ANSWER), "message");
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        throw new ImageException(
                Kind.NOT_STORED,
                "the Docker daemon answered with status " + response.status() + " to " + action + ": " + reason);
    }

    private static String field(byte[] json, String name) {
        try {
            return JsonCursor.parse(json).field(name).stringOr("");
        } catch (JsonException e) {
            return "";
        }
    }
}

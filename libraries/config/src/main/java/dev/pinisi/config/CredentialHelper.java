package dev.pinisi.config;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code docker-credential-NAME get}, Docker's protocol for credentials that a key store holds. */
final class CredentialHelper {
    /** Knows nothing. */
    static final CredentialHelper NONE =
            new CredentialHelper(new ConfigPlaces(Path.of("/"), Map.of(), 0), Duration.ZERO);

    private static final int MOST_OUTPUT = 1 << 20;

    private final ConfigPlaces places;
    private final Duration patience;

    CredentialHelper(ConfigPlaces places, Duration patience) {
        this.places = places;
        this.patience = patience;
    }

    /**
     * Asks for a server's credentials.
     *
     * @throws ConfigException if the helper cannot be run, is not done in time or answers nonsense
     */
    Credentials get(String name, String server) {
        String program = "docker-credential-" + name;
        if (name.indexOf('/') >= 0) {
            throw new ConfigException(program, "the name of a credential helper must not contain a slash");
        }
        try {
            Process process = start(program);
            try {
                return talk(program, process, server);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new ConfigException(program, "cannot be run: " + e.getMessage());
        }
    }

    private Process start(String program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(find(program), "get");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(places.environment());
        return builder.start();
    }

    private String find(String program) {
        for (String directory :
                places.variable("PATH").orElse("/usr/local/bin:/usr/bin:/bin").split(":", -1)) {
            Path file = Path.of(directory, program);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        throw new ConfigException(program, "not found in PATH; install it, or take it out of the auth file");
    }

    private Credentials talk(String program, Process process, String server) throws IOException {
        Thread guard = Thread.ofVirtual().start(() -> killWhenLate(process));
        try (InputStream out = process.getInputStream()) {
            try (OutputStream in = process.getOutputStream()) {
                in.write(server.getBytes(StandardCharsets.UTF_8));
            }
            byte[] answer = out.readNBytes(MOST_OUTPUT);
            int status = process.waitFor();
            if (status != 0) {
                return refusal(program, new String(answer, StandardCharsets.UTF_8).trim(), status);
            }
            return credentials(program, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            guard.interrupt();
        }
    }

    private void killWhenLate(Process process) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // the helper was done in time
            return;
        }
    }

    private static Credentials refusal(String program, String answer, int status) {
        if (answer.startsWith("credentials not found")) {
            return new Credentials.Anonymous();
        }
        throw new ConfigException(program, "failed with status " + status + (answer.isEmpty() ? "" : ": " + answer));
    }

    private static Credentials credentials(String program, byte[] answer) {
        try {
            JsonCursor json = JsonCursor.parse(answer);
            String user = json.field("Username").stringOr("");
            String secret = json.field("Secret").stringOr("");
            return user.equals("<token>") ? new Credentials.IdentityToken(secret) : new Credentials.Basic(user, secret);
        } catch (JsonException e) {
            throw new ConfigException(program, "answered what is not JSON: " + e.getMessage());
        }
    }
}

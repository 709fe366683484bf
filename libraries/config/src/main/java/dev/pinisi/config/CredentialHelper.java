package dev.pinisi.config;

import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code docker-credential-NAME}, Docker's protocol for credentials that a key store holds. */
final class CredentialHelper {
    /** Knows nothing. */
    static final CredentialHelper NONE =
            new CredentialHelper(new ConfigPlaces(Path.of("/"), Map.of(), 0), Duration.ZERO);

    /** How helpers call the user of an identity token. */
    private static final String TOKEN_USER = "<token>";

    private static final int MOST_OUTPUT = 1 << 20;

    private final ConfigPlaces places;
    private final Duration patience;

    /**
     * What a helper said.
     *
     * @param status its exit status
     */
    private record Answer(int status, String text) {
        boolean saysNotFound() {
            return status != 0 && text.startsWith("credentials not found");
        }

        JsonCursor json() {
            return JsonCursor.parse(text.getBytes(StandardCharsets.UTF_8));
        }
    }

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
        Answer answer = run(name, "get", server);
        return answer.saysNotFound() ? new Credentials.Anonymous() : credentials(program(name), done(name, answer));
    }

    /** Has the helper keep a server's credentials. */
    void store(String name, String server, Credentials credentials) {
        String user = TOKEN_USER;
        String secret = "";
        switch (credentials) {
            case Credentials.Basic basic -> {
                user = basic.user();
                secret = basic.password();
            }
            case Credentials.IdentityToken identity -> secret = identity.token();
            case Credentials.Anonymous none -> throw new IllegalArgumentException("nothing to store");
            case Credentials.BearerToken token -> throw new IllegalArgumentException("bearer tokens are not stored");
        }
        JsonWriter entry = new JsonWriter().object().name("ServerURL").value(server);
        entry.name("Username").value(user).name("Secret").value(secret).end();
        done(name, run(name, "store", entry.toString()));
    }

    /** Has the helper forget a server's credentials; says whether there were any. */
    boolean erase(String name, String server) {
        if (get(name, server) instanceof Credentials.Anonymous) {
            return false;
        }
        done(name, run(name, "erase", server));
        return true;
    }

    /** The servers whose credentials the helper keeps. */
    List<String> list(String name) {
        try {
            return List.copyOf(done(name, run(name, "list", "")).json().fields().keySet());
        } catch (JsonException e) {
            throw nonsense(program(name), e);
        }
    }

    private Answer run(String name, String action, String input) {
        String program = program(name);
        if (name.indexOf('/') >= 0) {
            throw new ConfigException(program, "the name of a credential helper must not contain a slash");
        }
        try {
            Process process = start(program, action);
            try {
                return talk(process, input);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new ConfigException(program, "cannot be run: " + e.getMessage());
        }
    }

    private static String program(String name) {
        return "docker-credential-" + name;
    }

    private Process start(String program, String action) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(find(program), action);
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

    private Answer talk(Process process, String input) throws IOException {
        Thread guard = Thread.ofVirtual().start(() -> killWhenLate(process));
        try (InputStream out = process.getInputStream()) {
            say(process, input);
            String answer = new String(out.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), answer.trim());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            guard.interrupt();
        }
    }

    /** One that ends without having read all is judged by its answer and its status. */
    private static void say(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            return;
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

    private static Answer done(String name, Answer answer) {
        if (answer.status() == 0) {
            return answer;
        }
        String said = answer.text();
        throw new ConfigException(
                program(name), "failed with status " + answer.status() + (said.isEmpty() ? "" : ": " + said));
    }

    private static Credentials credentials(String program, Answer answer) {
        try {
            JsonCursor json = answer.json();
            String user = json.field("Username").stringOr("");
            String secret = json.field("Secret").stringOr("");
            return user.equals(TOKEN_USER)
                    ? new Credentials.IdentityToken(secret)
                    : new Credentials.Basic(user, secret);
        } catch (JsonException e) {
            throw nonsense(program, e);
        }
    }

    private static ConfigException nonsense(String program, JsonException e) {
        return new ConfigException(program, "answered what is not JSON: " + e.getMessage());
    }
}

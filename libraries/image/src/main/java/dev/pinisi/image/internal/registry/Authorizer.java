package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Answers one registry's challenges for one repository, and keeps the answer until it is refused. */
final class Authorizer {
    private final String host;
    private final String repository;
    private final RegistryAuth auth;
    private final TokenServer tokens;
    private String answer = "";

    /**
     * @param host how errors and the user call the registry
     * @param repository {@code host/path}, as credentials are looked up
     */
    Authorizer(String host, String repository, RegistryAuth auth, TokenServer tokens) {
        this.host = host;
        this.repository = repository;
        this.auth = auth;
        this.tokens = tokens;
    }

    /** The Authorization header's value; empty as long as nothing was asked for. */
    synchronized String current() {
        return answer;
    }

    /**
     * Answers a 401. Of several threads that were refused at once only one asks the token server.
     *
     * @param refused the header's value that was sent
     * @param from where the challenge came from
     * @return the value to send now; empty if there is nothing better to send
     */
    synchronized Optional<String> renew(String refused, List<Challenge> challenges, URI from) throws IOException {
        if (!answer.equals(refused)) {
            return Optional.of(answer);
        }
        Optional<Challenge> bearer = find(challenges, "bearer");
        if (bearer.isPresent()) {
            answer = "Bearer " + tokens.token(bearer.get(), credentials(), from);
            return Optional.of(answer);
        }
        if (find(challenges, "basic").isPresent() && refused.isEmpty()) {
            if (credentials() instanceof Credentials.Basic basic) {
                answer = basic(basic);
                return Optional.of(answer);
            }
            return Optional.empty();
        }
        if (refused.isEmpty() && !challenges.isEmpty()) {
            throw new RegistryException(
                    Kind.UNSUPPORTED,
                    host,
                    401,
                    "registry " + host + " wants authentication of the kind \""
                            + challenges.get(0).scheme() + "\"; only Basic and Bearer are supported");
        }
        return Optional.empty();
    }

    /** Whether the user has credentials for this repository. */
    boolean hasCredentials() {
        return !(credentials() instanceof Credentials.Anonymous);
    }

    static String basic(Credentials.Basic credentials) {
        byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private Credentials credentials() {
        return auth.find(repository);
    }

    private static Optional<Challenge> find(List<Challenge> challenges, String scheme) {
        for (Challenge challenge : challenges) {
            if (challenge.scheme().equals(scheme)) {
                return Optional.of(challenge);
            }
        }
        return Optional.empty();
    }
}

package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers one registry's challenges for one repository, and keeps the answers until they are refused or expire. */
final class Authorizer {
    /**
     * The value of an Authorization header.
     *
     * @param deadline of {@link System#nanoTime()}; {@link Long#MAX_VALUE} for none
     */
    private record Answer(String value, long deadline) {
        boolean holds() {
            return deadline == Long.MAX_VALUE || System.nanoTime() < deadline;
        }
    }

    private final String host;
    private final String repository;
    private final TokenServer tokens;
    private final Scopes usual;
    private final Map<String, Answer> answers = new HashMap<>();

    /**
     * @param host how errors and the user call the registry
     * @param repository {@code host/path}, as credentials are looked up
     * @param usual what every token is asked to allow, so that one does for all that follows
     */
    Authorizer(String host, String repository, TokenServer tokens, Scopes usual) {
        this.host = host;
        this.repository = repository;
        this.tokens = tokens;
        this.usual = usual;
    }

    /**
     * The Authorization header's value; empty as long as nothing was asked for.
     *
     * @param extra what is to be allowed besides the usual
     */
    synchronized String current(Scopes extra) {
        Answer answer = answers.get(extra.text());
        return answer != null && answer.holds() ? answer.value() : "";
    }

    /**
     * Answers a 401. Of several threads that were refused at once only one asks the token server.
     *
     * @param refused the header's value that was sent
     * @param from where the challenge came from
     * @param auth not kept: what is kept here must not outlive it
     * @return the value to send now; empty if there is nothing better to send
     */
    synchronized Optional<String> renew(
            String refused, Scopes extra, List<Challenge> challenges, URI from, RegistryAuth auth) throws IOException {
        String known = current(extra);
        if (!known.isEmpty() && !known.equals(refused)) {
            return Optional.of(known);
        }
        Optional<Answer> answer = answer(refused, extra, challenges, from, auth.find(repository));
        if (answer.isPresent()) {
            answers.put(extra.text(), answer.get());
        }
        return answer.isPresent() ? Optional.of(answer.get().value()) : Optional.empty();
    }

    private Optional<Answer> answer(
            String refused, Scopes extra, List<Challenge> challenges, URI from, Credentials credentials)
            throws IOException {
        Optional<Challenge> bearer = find(challenges, "bearer");
        if (credentials instanceof Credentials.BearerToken token) {
            return other(refused, "Bearer " + token.token());
        }
        if (bearer.isPresent()) {
            Scopes wanted =
                    usual.and(Scopes.parse(bearer.get().parameter("scope"))).and(extra);
            TokenServer.Token token = tokens.token(bearer.get(), wanted, credentials, from);
            return Optional.of(new Answer(
                    "Bearer " + token.value(),
                    System.nanoTime() + token.lifetime().toNanos()));
        }
        if (find(challenges, "basic").isPresent()) {
            return credentials instanceof Credentials.Basic basic ? other(refused, basic(basic)) : Optional.empty();
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
    boolean hasCredentials(RegistryAuth auth) {
        return !(auth.find(repository) instanceof Credentials.Anonymous);
    }

    static String basic(Credentials.Basic credentials) {
        byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** An answer that lasts, unless it is the one that was refused: the user may have logged in anew meanwhile. */
    private static Optional<Answer> other(String refused, String value) {
        return value.equals(refused) ? Optional.empty() : Optional.of(new Answer(value, Long.MAX_VALUE));
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

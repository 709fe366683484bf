package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Credentials;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.internal.http.HttpClient;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.Origin;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Has bearer tokens from the server that a registry names (distribution's token and OAuth 2 specifications). */
final class TokenServer {
    private static final int MOST_BYTES = 1 << 20;
    private static final String CLIENT = "pinisi";

    private final HttpClient http;
    /** What the specification says of a token that says nothing of its lifetime. */
    private static final long USUAL_SECONDS = 60;
    /** A token is given up this much before it expires, so that it does not on the way. */
    private static final long MARGIN_SECONDS = 5;

    private static final long MOST_SECONDS = 24 * 3600;

    /**
     * A bearer token.
     *
     * @param lifetime how long it is to be used
     */
    record Token(String value, Duration lifetime) {}

    TokenServer(HttpClient http) {
        this.http = http;
    }

    /**
     * A token for the challenge; anonymous where there are no credentials.
     *
     * @param registry where the challenge came from
     */
    Token token(Challenge challenge, Scopes scopes, Credentials credentials, URI registry) throws IOException {
        URI realm = realm(challenge);
        boolean secret = !(credentials instanceof Credentials.Anonymous);
        if (secret && "https".equals(registry.getScheme()) && !"https".equals(realm.getScheme())) {
            throw new ImageException(
                    Kind.DENIED,
                    "registry " + registry.getHost() + " wants the credentials to be sent unencrypted, to " + realm
                            + "; mark it as insecure in registries.conf if that is right");
        }
        try (HttpResponse response = ask(realm, challenge.parameter("service"), scopes, credentials)) {
            byte[] body = response.bytes(MOST_BYTES);
            if (response.status() != 200) {
                throw refusal(realm, response.status(), body, secret);
            }
            return read(realm, body);
        }
    }

    private HttpResponse ask(URI realm, String service, Scopes scopes, Credentials credentials) throws IOException {
        if (credentials instanceof Credentials.IdentityToken identity) {
            String form = "grant_type=refresh_token&client_id=" + CLIENT + "&service=" + encoded(service) + "&scope="
                    + encoded(scopes.text()) + "&refresh_token=" + encoded(identity.token());
            return http.post(realm, form.getBytes(StandardCharsets.US_ASCII));
        }
        StringBuilder query = new StringBuilder(realm.toString());
        query.append(realm.getRawQuery() == null ? '?' : '&');
        query.append("service=").append(encoded(service));
        for (String scope : scopes.list()) {
            query.append("&scope=").append(encoded(scope));
        }
        if (!(credentials instanceof Credentials.Basic basic)) {
            return http.get(URI.create(query.toString()), Map.of());
        }
        query.append("&account=").append(encoded(basic.user()));
        return http.get(URI.create(query.toString()), Map.of("Authorization", Authorizer.basic(basic)));
    }

    private static URI realm(Challenge challenge) throws IOException {
        String text = challenge.parameter("realm");
        try {
            URI realm = new URI(text);
            if (Origin.isHttp(realm)) {
                return realm;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new ImageException(
                Kind.CORRUPT, "the registry's challenge names no token server (realm \"" + text + "\")");
    }

    private static Token read(URI realm, byte[] body) {
        try {
            JsonCursor json = JsonCursor.parse(body);
            String token =
                    json.field("token").stringOr(json.field("access_token").stringOr(""));
            if (!token.isEmpty()) {
                long seconds = json.field("expires_in").longOr(USUAL_SECONDS);
                return new Token(token, Duration.ofSeconds(Math.clamp(seconds - MARGIN_SECONDS, 1, MOST_SECONDS)));
            }
        } catch (JsonException e) {
            // told below
        }
        throw new ImageException(Kind.CORRUPT, "token server " + realm.getHost() + " answered without a token");
    }

    private static RuntimeException refusal(URI realm, int status, byte[] body, boolean secret) {
        boolean denied = status == 401 || status == 403 || status == 400;
        String remedy = !denied ? "" : secret ? "; log in again" : "; log in first";
        return new RegistryException(
                denied ? Kind.DENIED : Kind.UNREACHABLE,
                realm.getHost(),
                status,
                "token server " + realm.getHost() + " answered " + ErrorBody.describe(status, body) + remedy);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

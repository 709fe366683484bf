package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Credentials;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Has bearer tokens from the server that a registry names (distribution's token and OAuth 2 specifications). */
final class TokenServer {
    private static final int MOST_BYTES = 1 << 20;
    private static final String CLIENT = "pinisi";

    private final HttpClient http;
    private final String scope;

    /**
     * @param scope asked for where the challenge names none
     */
    TokenServer(HttpClient http, String scope) {
        this.http = http;
        this.scope = scope;
    }

    /** A token for the challenge; anonymous where there are no credentials. */
    String token(Challenge challenge, Credentials credentials, URI registry) throws IOException {
        URI realm = realm(challenge);
        boolean secret = !(credentials instanceof Credentials.Anonymous);
        if (secret && "https".equals(registry.getScheme()) && !"https".equals(realm.getScheme())) {
            throw new ImageException(
                    Kind.DENIED,
                    "registry " + registry.getHost() + " wants the credentials to be sent unencrypted, to " + realm
                            + "; mark it as insecure in registries.conf if that is right");
        }
        try (HttpResponse response = ask(realm, challenge, credentials)) {
            byte[] body = response.bytes(MOST_BYTES);
            if (response.status() != 200) {
                throw refusal(realm, response.status(), body, secret);
            }
            return read(realm, body);
        }
    }

    private HttpResponse ask(URI realm, Challenge challenge, Credentials credentials) throws IOException {
        String service = challenge.parameter("service");
        String asked = challenge.parameter("scope").isEmpty() ? scope : challenge.parameter("scope");
        if (credentials instanceof Credentials.IdentityToken identity) {
            String form = "grant_type=refresh_token&client_id=" + CLIENT + "&service=" + encoded(service) + "&scope="
                    + encoded(asked) + "&refresh_token=" + encoded(identity.token());
            return http.post(realm, form.getBytes(StandardCharsets.US_ASCII));
        }
        StringBuilder query = new StringBuilder(realm.toString());
        query.append(realm.getRawQuery() == null ? '?' : '&');
        query.append("service=").append(encoded(service));
        for (String one : asked.split(" ", -1)) {
            query.append("&scope=").append(encoded(one));
        }
        URI uri = URI.create(query.toString());
        return credentials instanceof Credentials.Basic basic
                ? http.get(uri, Map.of("Authorization", Authorizer.basic(basic)))
                : http.get(uri, Map.of());
    }

    private static URI realm(Challenge challenge) throws IOException {
        String text = challenge.parameter("realm");
        try {
            URI realm = new URI(text);
            if (realm.getHost() != null && ("https".equals(realm.getScheme()) || "http".equals(realm.getScheme()))) {
                return realm;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new ImageException(
                Kind.CORRUPT, "the registry's challenge names no token server (realm \"" + text + "\")");
    }

    private static String read(URI realm, byte[] body) {
        try {
            JsonCursor json = JsonCursor.parse(body);
            String token =
                    json.field("token").stringOr(json.field("access_token").stringOr(""));
            if (!token.isEmpty() && token.indexOf('\n') < 0 && token.indexOf('\r') < 0) {
                return token;
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

package dev.pinisi.image.internal.registry;

import dev.pinisi.image.internal.http.HttpRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request of the distribution API.
 *
 * @param what names the thing in errors: {@code blob sha256:…}
 * @param path below {@code /v2/}
 * @param location instead of the path, where the registry said to go on
 * @param accepted the statuses that are an answer; others are failures
 * @param scopes what a token must allow besides the repository itself
 */
record RegistryCall(
        String what,
        String method,
        String path,
        Optional<URI> location,
        Map<String, String> headers,
        HttpRequest.Body body,
        List<Integer> accepted,
        Scopes scopes) {

    /** A call without a body. */
    static RegistryCall of(String what, String method, String path, Integer... accepted) {
        return new RegistryCall(
                what,
                method,
                path,
                Optional.empty(),
                Map.of(),
                new HttpRequest.Bytes(new byte[0]),
                List.of(accepted),
                Scopes.NONE);
    }

    RegistryCall withHeaders(Map<String, String> other) {
        return new RegistryCall(what, method, path, location, other, body, accepted, scopes);
    }

    RegistryCall withBody(HttpRequest.Body other) {
        return new RegistryCall(what, method, path, location, headers, other, accepted, scopes);
    }

    RegistryCall withScopes(Scopes other) {
        return new RegistryCall(what, method, path, location, headers, body, accepted, other);
    }

    RegistryCall at(URI other) {
        return new RegistryCall(what, method, path, Optional.of(other), headers, body, accepted, scopes);
    }
}

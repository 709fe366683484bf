package dev.pinisi.image.internal.registry;

import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.internal.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What was found out about registries with the same credentials: which speak plain HTTP, and the tokens they gave. So
 * reading a repository's tags after its manifest, or the next of many images, costs no request anew.
 */
final class RegistrySession {
    private static final Map<RegistryAuth, RegistrySession> KNOWN = new WeakHashMap<>();

    private final Map<String, Scheme> schemes = new HashMap<>();
    private final Map<String, Authorizer> authorizers = new HashMap<>();

    private RegistrySession() {}

    /** The session of these credentials. */
    static RegistrySession of(RegistryAuth auth) {
        synchronized (KNOWN) {
            RegistrySession session = KNOWN.get(auth);
            if (session == null) {
                session = new RegistrySession();
                KNOWN.put(auth, session);
            }
            return session;
        }
    }

    synchronized Scheme scheme(HttpClient http, String host, boolean verify) {
        String key = host + " " + verify;
        Scheme scheme = schemes.get(key);
        if (scheme == null) {
            scheme = new Scheme(http, host, verify);
            schemes.put(key, scheme);
        }
        return scheme;
    }

    /**
     * @param repository as credentials are looked up
     * @param scopes what its tokens are asked to allow
     */
    synchronized Authorizer authorizer(HttpClient http, String host, String repository, Scopes scopes) {
        String key = repository + " " + scopes.text();
        Authorizer authorizer = authorizers.get(key);
        if (authorizer == null) {
            authorizer = new Authorizer(host, repository, new TokenServer(http), scopes);
            authorizers.put(key, authorizer);
        }
        return authorizer;
    }
}

package dev.pinisi.config;

import dev.pinisi.json.Json;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** What one auth.json or Docker config.json says. */
final class AuthFile {
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 32);

    private final Path path;
    private final JsonCursor json;
    private final JsonCursor auths;

    private AuthFile(Path path, JsonCursor json, JsonCursor auths) {
        this.path = path;
        this.json = json;
        this.auths = auths;
    }

    /** Reads a file; one that is not there says nothing. */
    static AuthFile read(Path path) {
        try {
            JsonCursor json = JsonCursor.of(document(path));
            return new AuthFile(path, json, json.field("auths"));
        } catch (JsonException e) {
            throw new ConfigException(path.toString(), String.valueOf(e.getMessage()));
        }
    }

    /** Reads a {@code .dockercfg}, which Docker wrote before 1.7: nothing but entries. */
    static AuthFile readLegacy(Path path) {
        return new AuthFile(path, JsonCursor.of(Json.NULL), JsonCursor.of(document(path)));
    }

    static Json document(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LIMITS.bytes() + 1);
            return bytes.length == 0 ? Json.NULL : Json.parse(bytes, LIMITS);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Json.NULL;
        } catch (IOException e) {
            throw new ConfigException(path.toString(), "cannot be read: " + e.getMessage());
        } catch (JsonException e) {
            throw new ConfigException(path.toString(), "is not valid JSON: " + e.getMessage());
        }
    }

    /** The credentials for a repository, by the helper that the file names for its host, an entry, or its key store. */
    Credentials find(RegistryKey repository, CredentialHelper helper) {
        try {
            String own = helperOf(repository.host());
            if (!own.isEmpty()) {
                return helper.get(own, repository.host());
            }
            Credentials found = entry(repository);
            String store = keyStore();
            return found instanceof Credentials.Anonymous && !store.isEmpty()
                    ? helper.get(store, new RegistryKey(repository.host()).dockers())
                    : found;
        } catch (JsonException e) {
            throw new ConfigException(path.toString(), String.valueOf(e.getMessage()));
        }
    }

    /** The helper for one host; empty if there is none. */
    String helperOf(String host) {
        return json.field("credHelpers").field(host).stringOr("");
    }

    /** The helper for all hosts; empty if there is none. */
    String keyStore() {
        return json.field("credsStore").stringOr("");
    }

    /** The entry for {@code host/a/b}, else {@code host/a}, else {@code host}. */
    private Credentials entry(RegistryKey repository) {
        String key = repository.text();
        while (true) {
            JsonCursor exact = auths.field(key);
            if (exact.isPresent() && !(credentials(exact) instanceof Credentials.Anonymous)) {
                return credentials(exact);
            }
            int slash = key.lastIndexOf('/');
            if (slash < 0) {
                return asDockerWrites(new RegistryKey(key));
            }
            key = key.substring(0, slash);
        }
    }

    private Credentials asDockerWrites(RegistryKey host) {
        for (Map.Entry<String, JsonCursor> entry : auths.fields().entrySet()) {
            if (host.names(entry.getKey())) {
                return credentials(entry.getValue());
            }
        }
        return new Credentials.Anonymous();
    }

    private static Credentials credentials(JsonCursor entry) {
        String token = entry.field("identitytoken").stringOr("");
        if (!token.isEmpty()) {
            return new Credentials.IdentityToken(token);
        }
        String auth = entry.field("auth").stringOr("");
        if (!auth.isEmpty()) {
            return decoded(entry.field("auth"), auth);
        }
        String user = entry.field("username").stringOr("");
        return user.isEmpty()
                ? new Credentials.Anonymous()
                : new Credentials.Basic(user, entry.field("password").stringOr(""));
    }

    private static Credentials decoded(JsonCursor place, String auth) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(auth.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw place.fail("is not base64");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw place.fail("USER:PASSWORD in base64 expected");
        }
        // Docker pads the password with NUL
        String password = pair.substring(colon + 1);
        int end = password.length();
        while (end > 0 && password.charAt(end - 1) == 0) {
            end--;
        }
        return new Credentials.Basic(pair.substring(0, colon), password.substring(0, end));
    }
}

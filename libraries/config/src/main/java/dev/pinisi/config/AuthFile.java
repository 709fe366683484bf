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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One auth.json or Docker config.json. */
final class AuthFile {
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 32);
    /** The key that Docker writes for docker.io, from when its first registry had that address. */
    private static final String DOCKER_HUB = "https://index.docker.io/v1/";

    private final Path path;
    private final JsonCursor json;

    private AuthFile(Path path, JsonCursor json) {
        this.path = path;
        this.json = json;
    }

    static AuthFile read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LIMITS.bytes() + 1);
            return new AuthFile(path, JsonCursor.of(bytes.length == 0 ? Json.NULL : Json.parse(bytes, LIMITS)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new AuthFile(path, JsonCursor.of(Json.NULL));
        } catch (IOException e) {
            throw new ConfigException(path.toString(), "cannot be read: " + e.getMessage());
        } catch (JsonException e) {
            throw new ConfigException(path.toString(), "is not valid JSON: " + e.getMessage());
        }
    }

    Credentials find(String repository, CredentialHelper helper) {
        try {
            return lookUp(repository, helper);
        } catch (JsonException e) {
            throw new ConfigException(path.toString(), String.valueOf(e.getMessage()));
        }
    }

    private Credentials lookUp(String repository, CredentialHelper helper) {
        int slash = repository.indexOf('/');
        String host = slash < 0 ? repository : repository.substring(0, slash);
        String own = json.field("credHelpers").field(host).stringOr("");
        if (!own.isEmpty()) {
            return helper.get(own, host);
        }
        for (String key : keys(repository)) {
            Credentials found = entry(key);
            if (!(found instanceof Credentials.Anonymous)) {
                return found;
            }
        }
        String store = json.field("credsStore").stringOr("");
        return store.isEmpty() ? new Credentials.Anonymous() : helper.get(store, isHub(host) ? DOCKER_HUB : host);
    }

    /** {@code host/a/b}, {@code host/a}, {@code host}. */
    private static List<String> keys(String repository) {
        List<String> keys = new ArrayList<>();
        String key = repository;
        while (true) {
            keys.add(key);
            int slash = key.lastIndexOf('/');
            if (slash < 0) {
                return keys;
            }
            key = key.substring(0, slash);
        }
    }

    private Credentials entry(String key) {
        JsonCursor auths = json.field("auths");
        JsonCursor exact = auths.field(key);
        if (exact.isPresent()) {
            return credentials(exact);
        }
        if (key.indexOf('/') >= 0) {
            return new Credentials.Anonymous();
        }
        for (Map.Entry<String, JsonCursor> entry : auths.fields().entrySet()) {
            if (hostOf(entry.getKey()).equals(key) || (isHub(key) && isHub(hostOf(entry.getKey())))) {
                return credentials(entry.getValue());
            }
        }
        return new Credentials.Anonymous();
    }

    private Credentials credentials(JsonCursor entry) {
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

    /** The host of a key that Docker wrote as an address; a key with a path that is no address stays itself. */
    private static String hostOf(String key) {
        int scheme = key.indexOf("://");
        if (scheme < 0) {
            return key.startsWith("index.docker.io/") ? "docker.io" : key;
        }
        String rest = key.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static boolean isHub(String host) {
        return host.equals("docker.io") || host.equals("index.docker.io") || host.equals("registry-1.docker.io");
    }
}

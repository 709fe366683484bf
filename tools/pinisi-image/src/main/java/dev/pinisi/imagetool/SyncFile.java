package dev.pinisi.imagetool;

import dev.pinisi.config.Credentials;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A file of {@code sync --src yaml}: for each registry its images and how it is reached. */
final class SyncFile {
    private static final int MOST_CODE_POINTS = 4 << 20;
    private static final int MOST_ALIASES = 100;

    /**
     * One registry.
     *
     * @param images repositories with tags or digests; all tags where there are none
     * @param byRegex repositories with what tags must match
     * @param bySemver repositories with the versions that tags must be
     * @param certificates a directory; empty for the usual ones
     */
    record Registry(
            String host,
            Map<String, List<String>> images,
            Map<String, String> byRegex,
            Map<String, String> bySemver,
            Optional<Credentials> credentials,
            Optional<Boolean> tlsVerify,
            String certificates) {

        boolean isEmpty() {
            return images.isEmpty() && byRegex.isEmpty() && bySemver.isEmpty();
        }
    }

    private SyncFile() {}

    static List<Registry> parse(String file, byte[] yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MOST_CODE_POINTS)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        try {
            Object document = new Load(settings).loadFromInputStream(new ByteArrayInputStream(yaml));
            List<Registry> registries = new ArrayList<>();
            members(document, "the document").forEach((host, value) -> registries.add(registry(host, value)));
            return registries;
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new Failure("Failed to unmarshal " + Quoted.of(file), e);
        }
    }

    private static Registry registry(String host, Object value) {
        Map<String, Object> members = members(value, host);
        Map<String, List<String>> images = new LinkedHashMap<>();
        members(members.get("images"), host + ".images")
                .forEach((name, references) -> images.put(name, strings(references, host + ".images." + name)));
        return new Registry(
                host,
                images,
                texts(members.get("images-by-tag-regex"), host + ".images-by-tag-regex"),
                texts(members.get("images-by-semver"), host + ".images-by-semver"),
                credentials(texts(members.get("credentials"), host + ".credentials")),
                truth(members.get("tls-verify"), host + ".tls-verify"),
                text(members.getOrDefault("cert-dir", "")));
    }

    private static Optional<Credentials> credentials(Map<String, String> members) {
        String user = members.getOrDefault("username", "");
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials.Basic(user, members.getOrDefault("password", "")));
    }

    private static Optional<Boolean> truth(@Nullable Object value, String where) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean truth) {
            return Optional.of(truth);
        }
        throw new IllegalArgumentException(where + ": true or false expected");
    }

    /** Null, an empty member, counts as no members. */
    private static Map<String, Object> members(@Nullable Object value, String where) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put(text(key), member));
        } else if (value != null) {
            throw new IllegalArgumentException(where + ": a mapping expected");
        }
        return members;
    }

    private static Map<String, String> texts(@Nullable Object value, String where) {
        Map<String, String> texts = new LinkedHashMap<>();
        members(value, where).forEach((key, member) -> texts.put(key, text(member)));
        return texts;
    }

    private static List<String> strings(@Nullable Object value, String where) {
        List<String> strings = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> strings.add(text(element)));
        } else if (value != null) {
            throw new IllegalArgumentException(where + ": a list expected");
        }
        return strings;
    }

    /** Tags such as {@code 1.0} look like numbers, and are texts all the same. */
    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

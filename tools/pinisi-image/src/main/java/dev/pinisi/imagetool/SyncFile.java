package dev.pinisi.imagetool;

import dev.pinisi.config.Credentials;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

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

    /** All scalars as they are written, for a tag 1.10 is not the number 1.1; no value is the empty text. */
    private static final class Texts extends FailsafeSchema {
        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return Map.of(Tag.NULL, node -> "");
        }
    }

    static List<Registry> parse(String file, byte[] yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MOST_CODE_POINTS)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setSchema(new Texts())
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

    /** As YAML 1.1 and so skopeo has them. */
    private static Optional<Boolean> truth(@Nullable Object value, String where) {
        return switch (text(value).toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> throw new IllegalArgumentException(where + ": true or false expected");
        };
    }

    /** A member without a value counts as no members. */
    private static Map<String, Object> members(@Nullable Object value, String where) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put(text(key), member));
        } else if (!text(value).isEmpty()) {
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
        } else if (!text(value).isEmpty()) {
            throw new IllegalArgumentException(where + ": a list expected");
        }
        return strings;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}

package dev.pinisi.config;

import dev.pinisi.config.SignatureLookaside.Place;
import dev.pinisi.config.internal.DropIns;
import dev.pinisi.config.internal.YamlFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the files of registries.d, of which no two may speak of the same scope. */
final class LookasideReader {
    private static final String DIRECTORY = "registries.d";
    private static final String GENERAL = "default-docker";

    private final ConfigPlaces places;
    private final Map<String, Place> scopes = new HashMap<>();
    /** Which file spoke of a scope. */
    private final Map<String, Path> origins = new HashMap<>();

    private Place general = Place.UNSAID;

    LookasideReader(ConfigPlaces places) {
        this.places = places;
    }

    SignatureLookaside read() {
        Path user = places.user(DIRECTORY);
        return read(Files.isDirectory(user) ? user : places.etc(DIRECTORY));
    }

    SignatureLookaside read(Path directory) {
        for (Path file : DropIns.list(directory, ".yaml")) {
            apply(file);
        }
        Path standard = places.uid() == 0
                ? places.root().resolve("var/lib/containers/sigstore")
                : places.home().resolve(".local/share/containers/sigstore");
        return new SignatureLookaside(general, Map.copyOf(scopes), standard);
    }

    private void apply(Path file) {
        Map<?, ?> top = YamlFile.read(file);
        if (top.get(GENERAL) instanceof Map<?, ?> section) {
            claim(file, GENERAL);
            general = place(file, GENERAL, section);
        }
        if (!(top.get("docker") instanceof Map<?, ?> sections)) {
            return;
        }
        for (Map.Entry<?, ?> entry : sections.entrySet()) {
            String scope = String.valueOf(entry.getKey());
            claim(file, scope);
            scopes.put(scope, place(file, scope, section(file, scope, entry.getValue())));
        }
    }

    /** A scope with nothing behind it says nothing, as does one whose keys are all commented out. */
    private static Map<?, ?> section(Path file, String scope, Object value) {
        if (value instanceof Map<?, ?> section) {
            return section;
        }
        if ("".equals(value)) {
            return Map.of();
        }
        throw new ConfigException(file.toString(), "docker: " + scope + ": a mapping expected");
    }

    private void claim(Path file, String scope) {
        Path other = origins.putIfAbsent(scope, file);
        if (other != null) {
            throw new ConfigException(
                    file.toString(), "\"" + scope + "\" has a section in " + other + " already; only one may have it");
        }
    }

    private static Place place(Path file, String scope, Map<?, ?> section) {
        return new Place(
                // sigstore…: what these keys were called before sigstore was something else
                address(file, scope, section, "lookaside").or(() -> address(file, scope, section, "sigstore")),
                address(file, scope, section, "lookaside-staging")
                        .or(() -> address(file, scope, section, "sigstore-staging")),
                flag(file, scope, section));
    }

    private static Optional<URI> address(Path file, String scope, Map<?, ?> section, String key) {
        String text = text(section, key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            boolean web = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
            if (web || (scheme.equals("file") && uri.getPath() != null)) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new ConfigException(
                file.toString(),
                scope + ": " + key + ": \"" + text
                        + "\": an address like file:///DIRECTORY or https://HOST/PATH expected");
    }

    private static Optional<Boolean> flag(Path file, String scope, Map<?, ?> section) {
        String text = text(section, "use-sigstore-attachments");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            // the peers' parser is one of YAML 1.1
            case "true", "yes", "on", "y" -> Optional.of(true);
            case "false", "no", "off", "n" -> Optional.of(false);
            default ->
                throw new ConfigException(
                        file.toString(),
                        scope + ": use-sigstore-attachments: \"" + text + "\": true or false expected");
        };
    }

    private static String text(Map<?, ?> section, String key) {
        Object value = section.get(key);
        return value instanceof String text ? text : "";
    }
}

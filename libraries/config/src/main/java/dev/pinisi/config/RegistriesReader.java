package dev.pinisi.config;

import dev.pinisi.config.Registry.Mirror;
import dev.pinisi.config.Registry.PullFromMirror;
import dev.pinisi.config.internal.DropIns;
import dev.pinisi.config.internal.TomlFile;
import dev.pinisi.config.internal.TomlTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads registries.conf and its drop-ins, a later file over the earlier ones. */
final class RegistriesReader {
    private static final String FILE = "registries.conf";
    private static final String DROP_INS = "registries.conf.d";
    private static final List<String> DEFAULT_HELPERS = List.of("containers-auth.json");

    private final ConfigPlaces places;
    private final Map<String, Registry> registries = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    // Peers search nothing unless told; Docker means docker.io. Where no file says, there is nothing to mistake it for.
    private List<String> search = List.of("docker.io");
    private List<String> helpers = DEFAULT_HELPERS;
    private ShortNames.Mode mode = ShortNames.Mode.PERMISSIVE;

    RegistriesReader(ConfigPlaces places) {
        this.places = places;
    }

    Registries read() {
        for (Path file : files()) {
            apply(TomlFile.read(file));
        }
        addAliases(TomlFile.read(places.shortNameCache()).table("aliases"));
        return new Registries(
                List.copyOf(registries.values()), new ShortNames(mode, search, Map.copyOf(aliases)), helpers);
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        Optional<Path> named = places.file("CONTAINERS_REGISTRIES_CONF");
        Path user = places.user(FILE);
        if (named.isPresent()) {
            files.add(named.get());
        } else if (Files.exists(user)) {
            files.add(user);
        } else {
            files.add(Files.exists(places.etc(FILE)) ? places.etc(FILE) : places.shipped(FILE));
        }
        Optional<Path> namedDirectory = places.file("CONTAINERS_REGISTRIES_CONF_DIR");
        if (namedDirectory.isPresent()) {
            files.addAll(dropIns(namedDirectory.get()));
            return files;
        }
        files.addAll(dropIns(places.shipped(DROP_INS)));
        files.addAll(dropIns(places.etc(DROP_INS)));
        files.addAll(dropIns(places.user(DROP_INS)));
        return files;
    }

    private static List<Path> dropIns(Path directory) {
        return DropIns.list(directory, ".conf");
    }

    private void apply(TomlTable top) {
        if (top.has("registries")) {
            throw top.fail(
                    "registries", "version 1 of this file is not supported; write [[registry]] tables (version 2)");
        }
        if (top.has("unqualified-search-registries")) {
            search = searched(top);
        }
        if (top.has("credential-helpers")) {
            helpers = top.strings("credential-helpers");
        }
        if (top.has("short-name-mode")) {
            mode = mode(top);
        }
        for (TomlTable table : top.tables("registry")) {
            Registry registry = registry(table);
            registries.put(registry.prefix(), registry);
        }
        addAliases(top.table("aliases"));
    }

    private void addAliases(TomlTable table) {
        for (Map.Entry<String, String> alias : table.stringMap().entrySet()) {
            if (alias.getValue().isEmpty()) {
                aliases.remove(alias.getKey());
            } else {
                aliases.put(alias.getKey(), alias.getValue());
            }
        }
    }

    private static List<String> searched(TomlTable top) {
        List<String> hosts = new ArrayList<>();
        for (String host : top.strings("unqualified-search-registries")) {
            hosts.add(location(top, "unqualified-search-registries", host));
        }
        return hosts;
    }

    private static ShortNames.Mode mode(TomlTable top) {
        return switch (top.string("short-name-mode").orElse("")) {
            case "enforcing" -> ShortNames.Mode.ENFORCING;
            case "permissive" -> ShortNames.Mode.PERMISSIVE;
            case "disabled" -> ShortNames.Mode.DISABLED;
            default -> throw top.fail("short-name-mode", "enforcing, permissive or disabled expected");
        };
    }

    private static Registry registry(TomlTable table) {
        String location = location(table, "location", table.string("location").orElse(""));
        String prefix = location(table, "prefix", table.string("prefix").orElse(location));
        if (prefix.isEmpty()) {
            throw table.fail("location", "missing");
        }
        if (location.isEmpty() && !prefix.startsWith("*.")) {
            location = prefix;
        }
        if (table.has("pull-from-mirror")) {
            throw table.fail("pull-from-mirror", "belongs to a mirror, [[registry.mirror]]");
        }
        boolean digestsOnly = table.bool("mirror-by-digest-only").orElse(false);
        List<Mirror> mirrors = new ArrayList<>();
        for (TomlTable mirror : table.tables("mirror")) {
            mirrors.add(mirror(mirror, digestsOnly));
        }
        return new Registry(
                prefix,
                location,
                table.bool("insecure").orElse(false),
                table.bool("blocked").orElse(false),
                List.copyOf(mirrors));
    }

    private static Mirror mirror(TomlTable table, boolean digestsOnly) {
        String location = location(table, "location", table.string("location").orElse(""));
        if (location.isEmpty()) {
            throw table.fail("location", "missing");
        }
        if (digestsOnly && table.has("pull-from-mirror")) {
            throw table.fail("pull-from-mirror", "cannot be set beside the registry's mirror-by-digest-only");
        }
        PullFromMirror pull = switch (table.string("pull-from-mirror").orElse("")) {
            case "" -> digestsOnly ? PullFromMirror.DIGEST_ONLY : PullFromMirror.ALL;
            case "all" -> PullFromMirror.ALL;
            case "digest-only" -> PullFromMirror.DIGEST_ONLY;
            case "tag-only" -> PullFromMirror.TAG_ONLY;
            default -> throw table.fail("pull-from-mirror", "all, digest-only or tag-only expected");
        };
        return new Mirror(location, table.bool("insecure").orElse(false), pull);
    }

    private static String location(TomlTable table, String key, String text) {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            throw table.fail(key, "\"" + text + "\": a host and path expected, without http:// or https://");
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}

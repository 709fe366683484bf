package dev.pinisi.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The credentials that the user has for registries: containers-auth.json(5), Docker's config.json, and their credential
 * helpers. Files are read at each look-up, so that a login is seen at once. {@link RegistryLogins} changes them.
 */
public final class RegistryAuth {
    /** The name of the built-in helper, in registries.conf: the files. */
    static final String FILES = "containers-auth.json";

    static final Duration HELPER_PATIENCE = Duration.ofSeconds(30);

    private final List<String> helpers;
    private final List<Path> files;
    private final Optional<Path> legacy;
    private final CredentialHelper helper;
    private final Credentials usual;

    private RegistryAuth(
            List<String> helpers, List<Path> files, Optional<Path> legacy, CredentialHelper helper, Credentials usual) {
        this.helpers = List.copyOf(helpers);
        this.files = List.copyOf(files);
        this.legacy = legacy;
        this.helper = helper;
        this.usual = usual;
    }

    /** The files of these places, as where registries.conf names no helpers. */
    public static RegistryAuth of(ConfigPlaces places) {
        return of(places, List.of(FILES));
    }

    /**
     * What these helpers know, in this order. The built-in one reads the file that {@code REGISTRY_AUTH_FILE} names, or
     * the run-time, configuration and Docker ones.
     *
     * @param helpers {@link Registries#credentialHelpers()}
     */
    public static RegistryAuth of(ConfigPlaces places, List<String> helpers) {
        CredentialHelper helper = new CredentialHelper(places, HELPER_PATIENCE);
        Optional<Path> named = places.file("REGISTRY_AUTH_FILE");
        if (named.isPresent()) {
            return new RegistryAuth(
                    helpers, List.of(named.get()), Optional.empty(), helper, new Credentials.Anonymous());
        }
        List<Path> files = new ArrayList<>();
        files.add(places.runtime().resolve("auth.json"));
        files.add(places.user("auth.json"));
        files.add(dockersFile(places));
        Optional<Path> legacy = Optional.of(places.home().resolve(".dockercfg"));
        return new RegistryAuth(helpers, files, legacy, helper, new Credentials.Anonymous());
    }

    /** One file and no other, as an option {@code --authfile} asks. */
    public static RegistryAuth ofFile(ConfigPlaces places, Path file) {
        return new RegistryAuth(
                List.of(FILES),
                List.of(file),
                Optional.empty(),
                new CredentialHelper(places, HELPER_PATIENCE),
                new Credentials.Anonymous());
    }

    /** These for every registry, as an option {@code --creds} asks. */
    public static RegistryAuth fixed(Credentials credentials) {
        return new RegistryAuth(List.of(), List.of(), Optional.empty(), CredentialHelper.NONE, credentials);
    }

    /** No file at all. */
    public static RegistryAuth none() {
        return fixed(new Credentials.Anonymous());
    }

    /**
     * The credentials for a repository: those of the longest path of it that a file names, else those of its host.
     *
     * @param repository {@code host[:port][/path…]}
     * @throws ConfigException if a file is malformed or a helper fails
     */
    public Credentials find(String repository) {
        RegistryKey key = new RegistryKey(repository);
        for (String name : helpers) {
            Credentials found = name.equals(FILES) ? fromFiles(key) : helper.get(name, key.host());
            if (!(found instanceof Credentials.Anonymous)) {
                return found;
            }
        }
        return usual;
    }

    /** {@code $DOCKER_CONFIG/config.json} or {@code ~/.docker/config.json}. */
    static Path dockersFile(ConfigPlaces places) {
        Optional<Path> docker = places.file("DOCKER_CONFIG");
        Path directory = docker.isPresent() ? docker.get() : places.home().resolve(".docker");
        return directory.resolve("config.json");
    }

    private Credentials fromFiles(RegistryKey key) {
        for (Path file : files) {
            Credentials found = AuthFile.read(file).find(key, helper);
            if (!(found instanceof Credentials.Anonymous)) {
                return found;
            }
        }
        return legacy.isPresent()
                ? AuthFile.readLegacy(legacy.get()).find(new RegistryKey(key.host()), helper)
                : new Credentials.Anonymous();
    }
}

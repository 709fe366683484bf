package dev.pinisi.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The credentials that the user has for registries: containers-auth.json(5), Docker's config.json, and their credential
 * helpers. Files are read at each look-up, so that a login is seen at once.
 */
public final class RegistryAuth {
    private static final Duration HELPER_PATIENCE = Duration.ofSeconds(30);

    private final List<Path> files;
    private final CredentialHelper helper;
    private final Credentials usual;

    private RegistryAuth(List<Path> files, CredentialHelper helper) {
        this(files, helper, new Credentials.Anonymous());
    }

    private RegistryAuth(List<Path> files, CredentialHelper helper, Credentials usual) {
        this.files = files;
        this.helper = helper;
        this.usual = usual;
    }

    /**
     * The files of these places: the one that {@code REGISTRY_AUTH_FILE} names, or the run-time, configuration and
     * Docker ones, in this order.
     */
    public static RegistryAuth of(ConfigPlaces places) {
        Optional<Path> named = places.file("REGISTRY_AUTH_FILE");
        if (named.isPresent()) {
            return ofFile(places, named.get());
        }
        Optional<Path> docker = places.file("DOCKER_CONFIG");
        Path dockerDirectory = docker.isPresent() ? docker.get() : places.home().resolve(".docker");
        List<Path> files = new ArrayList<>();
        files.add(places.runtime().resolve("auth.json"));
        files.add(places.user("auth.json"));
        files.add(dockerDirectory.resolve("config.json"));
        return new RegistryAuth(files, new CredentialHelper(places, HELPER_PATIENCE));
    }

    /** One file and no other, as an option {@code --authfile} asks. */
    public static RegistryAuth ofFile(ConfigPlaces places, Path file) {
        return new RegistryAuth(List.of(file), new CredentialHelper(places, HELPER_PATIENCE));
    }

    /** These for every registry, as an option {@code --creds} asks. */
    public static RegistryAuth fixed(Credentials credentials) {
        return new RegistryAuth(List.of(), CredentialHelper.NONE, credentials);
    }

    /** No file at all. */
    public static RegistryAuth none() {
        return new RegistryAuth(List.of(), CredentialHelper.NONE);
    }

    /**
     * The credentials for a repository: those of the longest path of it that a file names, else those of its host.
     *
     * @param repository {@code host[:port][/path…]}
     * @throws ConfigException if a file is malformed or a helper fails
     */
    public Credentials find(String repository) {
        for (Path file : files) {
            Credentials found = AuthFile.read(file).find(repository, helper);
            if (!(found instanceof Credentials.Anonymous)) {
                return found;
            }
        }
        return usual;
    }
}

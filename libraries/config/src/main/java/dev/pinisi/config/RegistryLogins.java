package dev.pinisi.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where logins are kept: the first of registries.conf's {@code credential-helpers} that takes them. The built-in one
 * writes containers-auth.json(5), atomically and for the user alone.
 */
public final class RegistryLogins {
    private final List<String> helpers;
    private final AuthFileEditor file;
    private final CredentialHelper helper;

    private RegistryLogins(List<String> helpers, AuthFileEditor file, CredentialHelper helper) {
        this.helpers = List.copyOf(helpers);
        this.file = file;
        this.helper = helper;
    }

    /**
     * The user's own: the file of {@code REGISTRY_AUTH_FILE}, else the run-time one, which ends with the session.
     *
     * @param helpers {@link Registries#credentialHelpers()}
     */
    public static RegistryLogins of(ConfigPlaces places, List<String> helpers) {
        Optional<Path> named = places.file("REGISTRY_AUTH_FILE");
        Path path = named.isPresent() ? named.get() : places.runtime().resolve("auth.json");
        CredentialHelper helper = new CredentialHelper(places, RegistryAuth.HELPER_PATIENCE);
        return new RegistryLogins(helpers, new AuthFileEditor(path, helper, false), helper);
    }

    /** One file, as an option {@code --authfile} asks. */
    public static RegistryLogins ofFile(ConfigPlaces places, Path path) {
        return ofFile(places, path, false);
    }

    /** One file in the form that Docker reads, too, as an option {@code --compat-auth-file} asks. */
    public static RegistryLogins ofDockersFile(ConfigPlaces places, Path path) {
        return ofFile(places, path, true);
    }

    private static RegistryLogins ofFile(ConfigPlaces places, Path path, boolean dockers) {
        CredentialHelper helper = new CredentialHelper(places, RegistryAuth.HELPER_PATIENCE);
        return new RegistryLogins(List.of(RegistryAuth.FILES), new AuthFileEditor(path, helper, dockers), helper);
    }

    /**
     * Keeps credentials.
     *
     * @param registry {@code host[:port][/path…]}
     * @throws ConfigException if none of the helpers takes them
     */
    public void store(String registry, Credentials credentials) {
        RegistryKey key = new RegistryKey(registry);
        List<String> failures = new ArrayList<>();
        for (String name : helpers) {
            try {
                storeWith(name, key, credentials);
                return;
            } catch (ConfigException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        throw new ConfigException("credentials for " + registry, "not stored: " + String.join("; ", failures));
    }

    /**
     * Forgets the credentials for a registry, or a path in it.
     *
     * @return whether there were any
     */
    public boolean remove(String registry) {
        RegistryKey key = new RegistryKey(registry);
        boolean removed = false;
        for (String name : helpers) {
            boolean here =
                    name.equals(RegistryAuth.FILES) ? file.remove(key) : key.isHost() && helper.erase(name, key.text());
            removed |= here;
        }
        return removed;
    }

    /** Forgets all credentials. */
    public void removeAll() {
        for (String name : helpers) {
            if (name.equals(RegistryAuth.FILES)) {
                file.removeAll();
                continue;
            }
            for (String server : helper.list(name)) {
                helper.erase(name, server);
            }
        }
    }

    private void storeWith(String name, RegistryKey key, Credentials credentials) {
        if (name.equals(RegistryAuth.FILES)) {
            file.store(key, credentials);
            return;
        }
        if (!key.isHost()) {
            throw new ConfigException(
                    name, "credential helpers keep credentials for whole registries only, not for " + key.text());
        }
        helper.store(name, key.text(), credentials);
    }
}

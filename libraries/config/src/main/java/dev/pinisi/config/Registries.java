package dev.pinisi.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * registries.conf, version 2 (containers-registries.conf(5)): where references lead to.
 *
 * @param registries in the files' order
 * @param credentialHelpers where credentials are looked up, in this order
 */
public record Registries(List<Registry> registries, ShortNames shortNames, List<String> credentialHelpers) {

    /**
     * A place to pull from.
     *
     * @param reference the reference to ask it for, {@code host[:port]/path} and what followed in the original
     * @param mirror whether another place is still to be tried if this one fails
     */
    public record Endpoint(String reference, boolean insecure, boolean mirror) {}

    /**
     * Reads the files of these places and their drop-ins.
     *
     * @throws ConfigException if one of them is wrong
     */
    public static Registries load(ConfigPlaces places) {
        return new RegistriesReader(places).read();
    }

    /** The entry with the longest of the prefixes that the reference begins with; a wildcard's star has no length. */
    public Optional<Registry> find(String reference) {
        Registry best = null;
        int most = 0;
        for (Registry registry : registries) {
            int length = registry.prefix().length() - (registry.isWildcard() ? 1 : 0);
            if (length > most && registry.matchedLength(reference) >= 0) {
                best = registry;
                most = length;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether a registry needs no TLS that can be verified. */
    public boolean isInsecure(String host) {
        Optional<Registry> found = find(host);
        return found.isPresent() && found.get().insecure();
    }

    /**
     * The one place where a reference's image is written and changed: no mirror.
     *
     * @param reference as {@link #endpoints} takes it
     * @throws ConfigException if the registry is blocked
     */
    public Endpoint primary(String reference) {
        return endpoints(reference).getLast();
    }

    /**
     * The places to pull a reference from, mirrors first.
     *
     * @param reference {@code host[:port]/path}, with {@code :tag} or {@code @digest}
     * @throws ConfigException if the registry is blocked
     */
    public List<Endpoint> endpoints(String reference) {
        Optional<Registry> found = find(reference);
        if (found.isEmpty()) {
            return List.of(new Endpoint(reference, false, false));
        }
        Registry registry = found.get();
        if (registry.blocked()) {
            throw new ConfigException(
                    "registries.conf",
                    "the registry \"" + registry.prefix() + "\" is blocked, so " + reference + " cannot be used");
        }
        boolean digested = reference.indexOf('@') >= 0;
        String rest = reference.substring(registry.matchedLength(reference));
        List<Endpoint> endpoints = new ArrayList<>();
        for (Registry.Mirror mirror : registry.mirrors()) {
            if (mirror.serves(digested)) {
                endpoints.add(new Endpoint(mirror.location() + rest, mirror.insecure(), true));
            }
        }
        String original = registry.location().isEmpty() ? reference : registry.location() + rest;
        endpoints.add(new Endpoint(original, registry.insecure(), false));
        return endpoints;
    }
}

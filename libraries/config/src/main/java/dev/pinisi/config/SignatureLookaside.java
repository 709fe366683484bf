package dev.pinisi.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * registries.d (containers-registries.d(5)): where the signatures of a registry's images are kept.
 *
 * @param general what {@code default-docker} says
 * @param scopes what {@code docker} says of a scope: a repository with tag or digest, a repository, a namespace, a host
 * @param standard the directory used where nothing is said
 */
public record SignatureLookaside(Place general, Map<String, Place> scopes, Path standard) {

    /**
     * One section.
     *
     * @param read {@code lookaside}: the top of a tree of signatures, at a {@code file:}, {@code http:} or
     *     {@code https:} address
     * @param write {@code lookaside-staging}: where new ones are put
     * @param attachments {@code use-sigstore-attachments}
     */
    public record Place(Optional<URI> read, Optional<URI> write, Optional<Boolean> attachments) {
        static final Place UNSAID = new Place(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the user's directory if there is one, else the machine's.
     *
     * @throws ConfigException if a file in it is wrong, or two speak of the same scope
     */
    public static SignatureLookaside load(ConfigPlaces places) {
        return new LookasideReader(places).read();
    }

    /**
     * Reads another directory instead.
     *
     * @throws ConfigException as {@link #load(ConfigPlaces)} does
     */
    public static SignatureLookaside load(ConfigPlaces places, Path directory) {
        return new LookasideReader(places).read(directory);
    }

    /**
     * Where an image's signatures are read from.
     *
     * @param imageScopes the scopes that the image is in, the narrowest first
     */
    public URI reading(List<String> imageScopes) {
        for (String scope : imageScopes) {
            Optional<URI> found = place(scope).read();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return general.read().orElseGet(standard::toUri);
    }

    /** Where an image's signatures are written to. */
    public URI writing(List<String> imageScopes) {
        for (String scope : imageScopes) {
            Place found = place(scope);
            Optional<URI> target = found.write().or(found::read);
            if (target.isPresent()) {
                return target.get();
            }
        }
        return general.write().or(general::read).orElseGet(standard::toUri);
    }

    /** Whether signatures lie in the repository itself as well, as cosign puts them there. */
    public boolean attachments(List<String> imageScopes) {
        for (String scope : imageScopes) {
            Optional<Boolean> said = place(scope).attachments();
            if (said.isPresent()) {
                return said.get();
            }
        }
        return general.attachments().orElse(false);
    }

    private Place place(String scope) {
        return scopes.getOrDefault(scope, Place.UNSAID);
    }
}

package dev.pinisi.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an image is, as policies see it (containers-policy.json(5), "Supported transports and their scopes").
 *
 * @param transport {@code docker}, {@code oci} …
 * @param scopes those that it is in, the narrowest first
 * @param reference the name that it was asked for by, where the transport has names of that kind
 */
public record ImageIdentity(String transport, List<String> scopes, Optional<ImageReference> reference) {

    public ImageIdentity {
        scopes = List.copyOf(scopes);
    }

    /** An image in a registry. With both a tag and a digest the digest decides, as when it is fetched. */
    public static ImageIdentity registry(ImageReference reference) {
        ImageReference asked = reference.digest().isPresent()
                ? reference.withDigest(reference.digest().get())
                : reference.orLatest();
        return new ImageIdentity("docker", scopes(asked), Optional.of(asked));
    }

    /** An image of a transport without scopes of its own. */
    public static ImageIdentity unscoped(String transport) {
        return new ImageIdentity(transport, List.of(), Optional.empty());
    }

    /**
     * An image in a directory or file.
     *
     * @param path resolved as far as it exists, so that no symbolic link leads around a scope
     */
    public static ImageIdentity path(String transport, Path path) {
        List<String> scopes = new ArrayList<>();
        Path root = path.toAbsolutePath().getRoot();
        for (Path each = real(path); each != null && !each.equals(root); each = each.getParent()) {
            scopes.add(each.toString());
        }
        return new ImageIdentity(transport, scopes, Optional.empty());
    }

    /**
     * The image at a location, {@code TRANSPORT:PLACE}.
     *
     * @param location as {@link Transports#open} takes it
     */
    public static ImageIdentity of(String location) {
        int colon = location.indexOf(':');
        String transport = colon < 0 ? "" : location.substring(0, colon);
        String place = location.substring(colon + 1);
        return switch (transport) {
            case "docker" -> registry(ImageReference.parse(place.startsWith("//") ? place.substring(2) : place));
            case "dir" -> path(transport, Path.of(place));
            case "oci", "oci-archive" -> path(transport, Path.of(beforeColon(place)));
            case "docker-daemon" -> daemon(place);
            case "docker-archive" -> new ImageIdentity(transport, List.of(), named(afterColon(place)));
            default -> unscoped(transport);
        };
    }

    /**
     * The scopes that a reference is in: itself, its repository, each namespace above it, its host, and the wildcards
     * that cover the host without its port.
     *
     * @param reference with tag or digest
     */
    static List<String> scopes(ImageReference reference) {
        List<String> scopes = new ArrayList<>();
        scopes.add(reference.toString());
        String name = reference.repository();
        for (int slash = name.length(); slash >= 0; slash = name.lastIndexOf('/', slash - 1)) {
            scopes.add(name.substring(0, slash));
        }
        String host = reference.host();
        int port = host.indexOf(':');
        String domain = port < 0 ? host : host.substring(0, port);
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            scopes.add("*" + domain.substring(dot));
        }
        return scopes;
    }

    /** By an ID an image of the Docker Engine has no name. */
    private static ImageIdentity daemon(String place) {
        Optional<ImageReference> reference = place.startsWith("sha256:") ? Optional.empty() : named(place);
        List<String> scopes = reference.isPresent() ? scopes(reference.get()) : List.of();
        return new ImageIdentity("docker-daemon", scopes, reference);
    }

    private static Optional<ImageReference> named(String text) {
        if (text.isEmpty() || text.startsWith("@")) {
            return Optional.empty();
        }
        return Optional.of(ImageReference.parse(text).orLatest());
    }

    private static String afterColon(String place) {
        int colon = place.indexOf(':');
        return colon < 0 ? "" : place.substring(colon + 1);
    }

    private static String beforeColon(String place) {
        int colon = place.indexOf(':');
        return colon < 0 ? place : place.substring(0, colon);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}

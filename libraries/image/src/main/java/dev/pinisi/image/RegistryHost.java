package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.registry.RegistryEndpoint;
import dev.pinisi.image.internal.registry.TagList;
import java.io.IOException;
import java.util.List;

/** A registry as a whole. */
public final class RegistryHost {
    private final String host;
    private final RegistryEndpoint endpoint;

    private RegistryHost(String host, RegistryEndpoint endpoint) {
        this.host = host;
        this.endpoint = endpoint;
    }

    /**
     * The registry of that name.
     *
     * @param name {@code host[:port]}; a path after it only says which credentials count
     */
    public static RegistryHost of(String name, RegistryOptions options) {
        int slash = name.indexOf('/');
        String host = slash < 0 ? name : name.substring(0, slash);
        return new RegistryHost(host, RegistryEndpoint.ofHost(host, name, options));
    }

    /**
     * Makes sure that it speaks the distribution API and lets in whom the options' credentials name (distribution-spec,
     * "Determining Support").
     *
     * @throws ImageException of kind {@link Kind#DENIED} if it does not let us in
     */
    public void check() {
        try {
            endpoint.check();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Its repositories, as far as it tells them: an endpoint that the distribution specification does not have, and that
     * public registries do not offer.
     */
    public List<String> repositories() {
        try {
            return new TagList(endpoint).all("repositories of " + host, "_catalog", "repositories");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private ImageException broken(IOException e) {
        return new ImageException(Kind.UNREACHABLE, host + ": the registry's answer broke: " + e.getMessage(), e);
    }
}

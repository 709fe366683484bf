package dev.pinisi.image.internal.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What two requests must have in common to use one connection.
 *
 * @param tls how the server's certificate is verified, and ours shown
 */
record Route(Origin origin, Optional<ProxyServer> proxy, TlsSettings tls) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Route route
                && origin.equals(route.origin)
                && proxy.equals(route.proxy)
                && tls.equals(route.tls);
    }

    @Override
    public int hashCode() {
        return origin.hashCode();
    }
}

package dev.pinisi.image.internal.http;

import dev.pinisi.config.ConfigPlaces;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The proxy that the environment names: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals first, as Go reads them. */
final class Proxies {
    private final ConfigPlaces places;

    Proxies(ConfigPlaces places) {
        this.places = places;
    }

    /** The proxy to ask for that address; none where it is to be asked itself. */
    Optional<ProxyServer> of(URI uri) throws IOException {
        Optional<String> address = variable("https".equals(uri.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Origin origin = Origin.of(uri);
        DirectHosts direct = DirectHosts.parse(variable("NO_PROXY").orElse(""));
        return direct.contains(origin.host(), origin.port())
                ? Optional.empty()
                : Optional.of(ProxyServer.parse(address.get()));
    }

    private Optional<String> variable(String name) {
        Optional<String> value = places.variable(name);
        return value.isPresent() ? value : places.variable(name.toLowerCase(Locale.ROOT));
    }
}

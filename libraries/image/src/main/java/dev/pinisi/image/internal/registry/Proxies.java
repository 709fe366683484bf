package dev.pinisi.image.internal.registry;

import dev.pinisi.config.ConfigPlaces;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The proxy that the environment names: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or not, as Go reads them. */
final class Proxies {
    private final ConfigPlaces places;

    Proxies(ConfigPlaces places) {
        this.places = places;
    }

    Proxy of(URI uri) throws IOException {
        Optional<String> address = variable("https".equals(uri.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (address.isEmpty() || isDirect(uri.getHost())) {
            return Proxy.NO_PROXY;
        }
        String text = address.get().contains("://") ? address.get() : "http://" + address.get();
        URI proxy;
        try {
            proxy = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("the proxy that the environment names is not an address", e);
        }
        if (proxy.getHost() == null) {
            throw new IOException("the proxy that the environment names has no host");
        }
        boolean socks = "socks5".equals(proxy.getScheme()) || "socks5h".equals(proxy.getScheme());
        int port = proxy.getPort() >= 0 ? proxy.getPort() : socks ? 1080 : 80;
        return new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
    }

    private boolean isDirect(String host) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String entry : variable("NO_PROXY").orElse("").split(",", -1)) {
            String name = entry.trim();
            String domain = name.startsWith("*.") ? name.substring(1) : name.startsWith(".") ? name : "." + name;
            if (name.equals("*") || (!name.isEmpty() && (host.equals(name) || host.endsWith(domain)))) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> variable(String name) {
        Optional<String> value = places.variable(name.toLowerCase(Locale.ROOT));
        return value.isPresent() ? value : places.variable(name);
    }
}

package dev.pinisi.image.internal.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy.
 *
 * @param authorization the value of Proxy-Authorization, where the proxy's address names a user
 */
record ProxyServer(Kind kind, String host, int port, Optional<String> authorization) {

    /** How it is talked to. */
    enum Kind {
        HTTP,
        /** HTTP inside TLS. */
        HTTPS,
        SOCKS
    }

    /** Reads {@code [scheme://][user:password@]host[:port]}, as the environment has it. */
    static ProxyServer parse(String text) throws IOException {
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            // not shown: it may hold a password
            throw new IOException("the proxy that the environment names is not an address");
        }
        if (uri.getHost() == null) {
            throw new IOException("the proxy that the environment names has no host");
        }
        Kind kind = switch (String.valueOf(uri.getScheme())) {
            case "http" -> Kind.HTTP;
            case "https" -> Kind.HTTPS;
            case "socks5", "socks5h" -> Kind.SOCKS;
            default ->
                throw new IOException("the proxy that the environment names is of the kind \"" + uri.getScheme()
                        + "\"; http, https, socks5 or socks5h expected");
        };
        int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(kind);
        return new ProxyServer(kind, Origin.of(uri).host(), port, authorization(uri.getRawUserInfo()));
    }

    private static int defaultPort(Kind kind) {
        return switch (kind) {
            case HTTP -> 80;
            case HTTPS -> 443;
            case SOCKS -> 1080;
        };
    }

    private static Optional<String> authorization(@Nullable String user) {
        if (user == null) {
            return Optional.empty();
        }
        String pair = user.indexOf(':') < 0 ? user + ":" : user;
        // URLDecoder reads forms, in which a plus is a blank
        byte[] plain = URLDecoder.decode(pair.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(plain));
    }
}

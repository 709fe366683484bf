package dev.pinisi.image.internal.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection leads (RFC 6454): what was authorised for one origin is shown to no other.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or address; IPv6 without brackets
 */
public record Origin(String scheme, String host, int port) {

    /** The origin of an absolute HTTP address. */
    public static Origin of(URI uri) {
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Origin(uri.getScheme(), bare, uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri.getScheme()));
    }

    // written out, as in all that a single request needs: what the compiler makes of a record costs a cold JVM
    // milliseconds
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin
                && port == origin.port
                && host.equals(origin.host)
                && scheme.equals(origin.scheme);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** {@code host[:port]}, without a user. */
    static String authority(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Whether this is an absolute address of HTTP or HTTPS that names a host. */
    public static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    }

    boolean secure() {
        return scheme.equals("https");
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}

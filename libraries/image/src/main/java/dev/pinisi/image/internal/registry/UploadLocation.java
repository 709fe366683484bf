package dev.pinisi.image.internal.registry;

import dev.pinisi.image.internal.http.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a registry says an upload goes on. */
final class UploadLocation {
    private UploadLocation() {}

    /**
     * The address that the Location header of an answer names, relative to what was asked.
     *
     * <p>A registry behind a proxy that ends TLS, and that was not told so, names itself by {@code http:}. The host is
     * the one that we speak HTTPS with; HTTPS it stays.
     */
    static URI of(URI asked, String location) throws IOException {
        try {
            URI next = asked.resolve(new URI(location));
            if (location.isEmpty() || !Origin.isHttp(next)) {
                throw new IOException("the registry does not say where the upload goes on");
            }
            boolean downgraded = asked.getScheme().equals("https")
                    && next.getScheme().equals("http")
                    && next.getHost().equals(asked.getHost())
                    && (next.getPort() < 0 || next.getPort() == asked.getPort() || next.getPort() == 80);
            return downgraded ? sameOrigin(asked, next) : next;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("the registry says that the upload goes on at what is no address", e);
        }
    }

    /** The address with one more parameter. The registry's own are kept as they are: they may be signed. */
    static URI withParameter(URI location, String name, String value) {
        String query = location.getRawQuery();
        String whole = location.toString();
        int fragment = whole.indexOf('#');
        String text = fragment < 0 ? whole : whole.substring(0, fragment);
        String separator = query == null ? "?" : query.isEmpty() || query.endsWith("&") ? "" : "&";
        return URI.create(text + separator + name + "=" + value);
    }

    private static URI sameOrigin(URI asked, URI next) {
        String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
        return URI.create("https://" + asked.getRawAuthority() + next.getRawPath() + query);
    }
}

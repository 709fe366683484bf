package dev.pinisi.image.internal.registry;

import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.image.internal.http.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The Link header (RFC 8288), by which lists say where they go on. */
final class Links {
    private Links() {}

    /**
     * The address of the list's next page; nothing on the last. A page elsewhere is not gone to: the list of one
     * registry is in that registry.
     */
    static Optional<URI> next(HttpResponse response) {
        for (String header : response.headers("Link")) {
            Optional<URI> target = next(header, response.uri());
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    static Optional<URI> next(String header, URI base) {
        int start = header.indexOf('<');
        while (start >= 0) {
            int end = header.indexOf('>', start);
            if (end < 0) {
                return Optional.empty();
            }
            int following = header.indexOf('<', end);
            String parameters = header.substring(end + 1, following < 0 ? header.length() : following);
            if (isNext(parameters)) {
                return resolved(header.substring(start + 1, end), base);
            }
            start = following;
        }
        return Optional.empty();
    }

    private static boolean isNext(String parameters) {
        for (String parameter : parameters.toLowerCase(Locale.ROOT).split("[;,]", -1)) {
            String plain = parameter.replace("\"", "").replace(" ", "");
            if (plain.equals("rel=next")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<URI> resolved(String target, URI base) {
        try {
            URI next = base.resolve(new URI(target));
            return Origin.isHttp(next)
                            && Origin.of(next).host().equals(Origin.of(base).host())
                    ? Optional.of(next)
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

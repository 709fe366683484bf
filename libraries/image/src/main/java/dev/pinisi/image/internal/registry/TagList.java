package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists that come in pages: a repository's tags, a registry's repositories (distribution-spec, "Listing Tags"). */
public final class TagList {
    private static final int MOST_PAGE_BYTES = 16 << 20;
    private static final int MOST_NAMES = 1_000_000;

    private final RegistryEndpoint endpoint;

    public TagList(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * All names of a list.
     *
     * @param what names the list in errors
     * @param path below {@code /v2/}
     * @param member of the answers, which holds the names
     */
    public List<String> all(String what, String path, String member) throws IOException {
        List<String> names = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        RegistryCall call = RegistryCall.of(what, "GET", path, 200);
        while (true) {
            Page page = page(call, member);
            names.addAll(page.names());
            // a registry that leads round in circles, or on for ever, is not followed
            if (page.next().isEmpty() || !seen.add(page.next().get())) {
                return names;
            }
            if (page.names().isEmpty() || names.size() > MOST_NAMES) {
                throw new ImageException(
                        Kind.CORRUPT, what + ": the list of registry " + endpoint.host() + " does not end");
            }
            call = call.at(page.next().get());
        }
    }

    /**
     * One page.
     *
     * @param next where the list goes on
     */
    private record Page(List<String> names, Optional<URI> next) {}

    /** One page of a list, without those that follow. */
    public List<String> page(String what, String path, String member) throws IOException {
        return page(RegistryCall.of(what, "GET", path, 200), member).names();
    }

    private Page page(RegistryCall call, String member) throws IOException {
        try (HttpResponse response = endpoint.send(call)) {
            List<String> names = new ArrayList<>();
            // a repository without tags has null there in some registries
            for (JsonCursor name : JsonCursor.parse(response.bytes(MOST_PAGE_BYTES))
                    .field(member)
                    .elements()) {
                names.add(name.string());
            }
            return new Page(names, Links.next(response));
        } catch (JsonException | HttpResponse.TooLongException e) {
            throw new ImageException(
                    Kind.CORRUPT,
                    call.what() + " from registry " + endpoint.host() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}

package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.json.JsonException;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The manifests that refer to another one as their subject (distribution-spec, "Listing Referrers"). Where a registry
 * does not list them, clients do: in an index at the tag {@code sha256-HEX} ("Referrers Tag Schema").
 */
public final class Referrers {
    private static final int MOST_PAGES = 100;

    private final RegistryEndpoint endpoint;
    private final RegistryManifests manifests;

    public Referrers(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
        manifests = new RegistryManifests(endpoint);
    }

    /** The manifest that this one belongs to. */
    static Optional<Descriptor> subject(Manifest manifest) {
        return switch (manifest) {
            case ImageManifest image -> image.subject();
            case ImageIndex index -> {
                JsonCursor subject = index.raw().json().field("subject");
                yield subject.isPresent() ? Optional.of(Descriptor.read(subject)) : Optional.empty();
            }
        };
    }

    /**
     * The descriptors of the referrers, as they stand in the registry's list.
     *
     * @param artifactType of those wanted; empty for all
     */
    public List<JsonCursor> list(Digest subject, String artifactType) throws IOException {
        Optional<List<JsonCursor>> listed = fromRegistry(subject, artifactType);
        List<JsonCursor> all = listed.isPresent() ? listed.get() : fromTag(subject);
        if (artifactType.isEmpty()) {
            return all;
        }
        List<JsonCursor> wanted = new ArrayList<>();
        for (JsonCursor referrer : all) {
            // registries may leave filtering to us
            if (referrer.field("artifactType").stringOr("").equals(artifactType)) {
                wanted.add(referrer);
            }
        }
        return wanted;
    }

    /** Adds a manifest to the list of its subject, for a registry that did not do so. */
    void add(Manifest manifest) throws IOException {
        Digest subject = subject(manifest).orElseThrow().digest();
        if (fromRegistry(subject, "").isPresent()) {
            return;
        }
        Digest own = manifest.raw().digest();
        List<JsonCursor> known = fromTag(subject);
        JsonWriter index = new JsonWriter().object().name("schemaVersion").value(2);
        index.name("mediaType").value(MediaTypes.OCI_INDEX).name("manifests").array();
        for (JsonCursor referrer : known) {
            if (referrer.field("digest").stringOr("").equals(own.toString())) {
                return;
            }
            index.value(referrer.json());
        }
        describe(manifest, own, index);
        RawDocument raw = RawDocument.of(index.end().end().bytes());
        manifests.store(ImageIndex.parse(raw), tag(subject));
    }

    static String tag(Digest subject) {
        return subject.algorithm() + "-" + subject.hex();
    }

    private static void describe(Manifest manifest, Digest digest, JsonWriter out) {
        JsonCursor json = manifest.raw().json();
        String type = json.field("artifactType").stringOr("");
        if (type.isEmpty() && manifest instanceof ImageManifest image) {
            type = image.config().mediaType();
        }
        out.object().name("mediaType").value(manifest.mediaType());
        out.name("digest")
                .value(digest.toString())
                .name("size")
                .value(manifest.raw().size());
        if (!type.isEmpty()) {
            out.name("artifactType").value(type);
        }
        Map<String, String> annotations = json.field("annotations").stringMap();
        if (!annotations.isEmpty()) {
            out.name("annotations").value(annotations);
        }
        out.end();
    }

    /** What the registry lists; nothing if it does not know of referrers. */
    private Optional<List<JsonCursor>> fromRegistry(Digest subject, String artifactType) throws IOException {
        String what = "referrers of " + subject;
        String query = artifactType.isEmpty()
                ? ""
                : "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        RegistryCall call =
                RegistryCall.of(what, "GET", endpoint.path() + "/referrers/" + subject + query, 200, 400, 404, 405);
        List<JsonCursor> referrers = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            HttpResponse response = endpoint.send(call);
            byte[] body = read(what, response);
            if (response.status() != 200 || !isIndex(response)) {
                return Optional.empty();
            }
            referrers.addAll(parse(what, body));
            Optional<URI> next = Links.next(response);
            if (next.isEmpty()) {
                break;
            }
            call = call.at(next.get());
        }
        return Optional.of(referrers);
    }

    private List<JsonCursor> fromTag(Digest subject) {
        try {
            Manifest index = manifests.get(tag(subject), Optional.empty(), "");
            return index.raw().json().field("manifests").elements();
        } catch (RegistryException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    /** Some registries answer unknown paths with a page for browsers. */
    private static boolean isIndex(HttpResponse response) {
        return response.header("Content-Type").startsWith(MediaTypes.OCI_INDEX);
    }

    private byte[] read(String what, HttpResponse response) throws IOException {
        try (response) {
            return response.bytes(RegistryManifests.MOST_BYTES);
        } catch (HttpResponse.TooLongException e) {
            throw new ImageException(Kind.CORRUPT, what + ": " + e.getMessage(), e);
        }
    }

    private List<JsonCursor> parse(String what, byte[] body) {
        try {
            return ImageIndex.parse(RawDocument.of(body))
                    .raw()
                    .json()
                    .field("manifests")
                    .elements();
        } catch (SpecException | JsonException e) {
            throw new ImageException(
                    Kind.CORRUPT, what + " from registry " + endpoint.host() + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.http.HttpRequest;
import dev.pinisi.image.internal.http.HttpResponse;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The manifests of one repository (distribution-spec, "Pulling manifests" and "Pushing manifests"). */
public final class RegistryManifests {
    /** What registries accept at most, and all that the distribution specification asks of clients. */
    static final int MOST_BYTES = 4 << 20;

    private static final String ACCEPT = String.join(
            ", ",
            MediaTypes.OCI_MANIFEST,
            MediaTypes.OCI_INDEX,
            MediaTypes.DOCKER_MANIFEST,
            MediaTypes.DOCKER_INDEX,
            // asked for so that one is named as such, where the registry would say "not found"
            MediaTypes.DOCKER_MANIFEST_1_SIGNED);

    private final RegistryEndpoint endpoint;

    public RegistryManifests(RegistryEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The manifest of that tag or digest.
     *
     * @param digest what its bytes must have
     * @param announced its type, where the registry does not say
     */
    public Manifest get(String reference, Optional<Digest> digest, String announced) {
        String what = "manifest " + reference;
        Fetched fetched = fetch(what, reference);
        RawDocument raw = fetched.raw();
        if (digest.isPresent() && !raw.hasDigest(digest.get())) {
            throw new ImageException(
                    Kind.CORRUPT, what + ": registry " + endpoint.host() + " sent one with the digest " + raw.digest());
        }
        try {
            return Manifest.parse(raw, fetched.type().isEmpty() ? announced : fetched.type());
        } catch (SpecException | JsonException e) {
            throw new ImageException(
                    e instanceof SpecException ? Kind.UNSUPPORTED : Kind.CORRUPT,
                    what + " from registry " + endpoint.host() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** What stands at that tag or digest, without having it; nothing if there is none. */
    public Optional<Descriptor> head(String reference) throws IOException {
        RegistryCall call = RegistryCall.of("manifest " + reference, "HEAD", path(reference), 200, 404)
                .withHeaders(Map.of("Accept", ACCEPT));
        try (HttpResponse response = endpoint.send(call)) {
            if (response.status() == 404) {
                return Optional.empty();
            }
            String digest = response.header("Docker-Content-Digest");
            String type = withoutParameters(response.header("Content-Type"));
            if (!digest.isEmpty() && response.length() >= 0) {
                return Optional.of(new Descriptor(type, Digest.parse(digest), response.length()));
            }
        } catch (SpecException e) {
            // the digest of an algorithm that is not known here: computed below
        }
        Manifest manifest = get(reference, Optional.empty(), "");
        return Optional.of(Descriptor.of(manifest.mediaType(), manifest.raw()));
    }

    /** Stores a manifest under a tag or its digest, and lists it with its subject where the registry does not. */
    public void put(Manifest manifest, String reference) throws IOException {
        boolean referred = store(manifest, reference);
        if (!referred) {
            new Referrers(endpoint).add(manifest);
        }
    }

    /**
     * Stores a manifest.
     *
     * @return whether there is nothing left to be done for its subject, if it has one
     */
    boolean store(Manifest manifest, String reference) throws IOException {
        RegistryCall call = RegistryCall.of("manifest " + reference, "PUT", path(reference), 201, 200, 202)
                .withHeaders(Map.of("Content-Type", manifest.mediaType()))
                .withBody(new HttpRequest.Bytes(manifest.raw().bytes()));
        try (HttpResponse response = endpoint.send(call)) {
            Refusals.drain(response);
            return !response.header("OCI-Subject").isEmpty()
                    || Referrers.subject(manifest).isEmpty();
        }
    }

    /** Removes a tag, or a manifest with all its tags. */
    public void delete(String reference) throws IOException {
        Refusals.drain(
                endpoint.send(RegistryCall.of("manifest " + reference, "DELETE", path(reference), 200, 202, 204)));
    }

    private String path(String reference) {
        return endpoint.path() + "/manifests/" + reference;
    }

    private Fetched fetch(String what, String reference) {
        Backoff backoff = new Backoff(endpoint.options().patience());
        while (true) {
            try (HttpResponse response = endpoint.get(what, "manifests/" + reference, Map.of("Accept", ACCEPT))) {
                byte[] bytes = response.bytes(MOST_BYTES);
                return new Fetched(RawDocument.of(bytes), withoutParameters(response.header("Content-Type")));
            } catch (IOException e) {
                boolean hopeless = e instanceof HttpResponse.TooLongException;
                if (hopeless || !backoff.another()) {
                    throw new ImageException(
                            hopeless ? Kind.CORRUPT : Kind.UNREACHABLE,
                            what + " from registry " + endpoint.host() + ": " + Failures.describe(e),
                            e);
                }
                backoff.pause(Duration.ZERO);
            }
        }
    }

    private static String withoutParameters(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).trim();
    }

    private record Fetched(RawDocument raw, String type) {}
}

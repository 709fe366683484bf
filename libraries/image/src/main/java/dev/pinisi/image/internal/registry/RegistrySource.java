package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Registries.Endpoint;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image in a registry, or in the first of its mirrors that has it. */
public final class RegistrySource implements ImageSource {
    /** What registries accept at most, and all that the distribution specification asks of clients. */
    private static final int MOST_MANIFEST_BYTES = 4 << 20;

    private static final Map<String, String> ACCEPT = Map.of(
            "Accept",
            String.join(
                    ", ",
                    MediaTypes.OCI_MANIFEST,
                    MediaTypes.OCI_INDEX,
                    MediaTypes.DOCKER_MANIFEST,
                    MediaTypes.DOCKER_INDEX,
                    // asked for so that one is named as such, where the registry would say "not found"
                    MediaTypes.DOCKER_MANIFEST_1_SIGNED));

    private final ImageReference reference;
    private final RegistryOptions options;
    private @Nullable RegistryEndpoint chosen;
    private @Nullable Manifest manifest;

    public RegistrySource(ImageReference reference, RegistryOptions options) {
        this.reference = reference.orLatest();
        this.options = options;
    }

    @Override
    public String name() {
        return reference.toString();
    }

    @Override
    public List<String> names() {
        return List.of(reference.toString());
    }

    @Override
    public synchronized Manifest manifest() {
        Manifest known = manifest;
        if (known == null) {
            known = fromAnyEndpoint();
            manifest = known;
        }
        return known;
    }

    @Override
    public Manifest manifest(Descriptor instance) {
        return manifest(endpoint(), instance.digest().toString(), Optional.of(instance.digest()), instance.mediaType());
    }

    @Override
    public InputStream open(Descriptor blob) {
        return new BlobStream(endpoint(), blob);
    }

    @Override
    public void close() {
        // connections are kept for whoever asks the registry next
    }

    private synchronized RegistryEndpoint endpoint() {
        RegistryEndpoint endpoint = chosen;
        if (endpoint == null) {
            manifest();
            endpoint = chosen;
        }
        if (endpoint == null) {
            throw new IllegalStateException("a manifest without an endpoint");
        }
        return endpoint;
    }

    private Manifest fromAnyEndpoint() {
        // with both a tag and a digest the digest decides: the tag is for people
        String full = reference.digest().isPresent()
                ? reference.repository() + "@" + reference.digest().get()
                : reference.toString();
        String wanted = reference.digest().isPresent()
                ? reference.digest().get().toString()
                : reference.tag().orElse("latest");
        ImageException last = null;
        for (Endpoint candidate : options.registries().endpoints(full)) {
            RegistryEndpoint endpoint = new RegistryEndpoint(candidate, options);
            try {
                Manifest found = manifest(endpoint, wanted, reference.digest(), "");
                chosen = endpoint;
                return found;
            } catch (ImageException e) {
                if (!candidate.mirror()) {
                    throw e;
                }
                last = e;
                options.listener().retrying("mirror " + endpoint.host(), String.valueOf(e.getMessage()));
            }
        }
        throw last != null ? last : new IllegalStateException("no endpoint for " + full);
    }

    private static Manifest manifest(
            RegistryEndpoint endpoint, String wanted, Optional<Digest> digest, String announced) {
        String what = "manifest " + wanted;
        Fetched fetched = fetch(endpoint, what, wanted);
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

    private static Fetched fetch(RegistryEndpoint endpoint, String what, String wanted) {
        Backoff backoff = new Backoff(endpoint.options().patience());
        while (true) {
            HttpResponse response = endpoint.get(what, "manifests/" + wanted, ACCEPT);
            try {
                byte[] bytes = response.bytes(MOST_MANIFEST_BYTES);
                response.release();
                return new Fetched(RawDocument.of(bytes), withoutParameters(response.header("Content-Type")));
            } catch (IOException e) {
                response.close();
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

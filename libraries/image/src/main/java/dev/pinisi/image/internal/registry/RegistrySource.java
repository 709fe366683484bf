package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Registries.Endpoint;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageIdentity;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.BlobParts;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image in a registry, or in the first of its mirrors that has it. */
public final class RegistrySource implements ImageSource {
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
    public ImageIdentity identity() {
        return ImageIdentity.registry(reference);
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
        Digest digest = instance.digest();
        return new RegistryManifests(endpoint()).get(digest.toString(), Optional.of(digest), instance.mediaType());
    }

    @Override
    public InputStream open(Descriptor blob) {
        return open(blob, 0, blob.size());
    }

    @Override
    public InputStream open(Descriptor blob, long offset, long length) {
        if (!blob.urls().isEmpty()) {
            Optional<InputStream> elsewhere = ForeignLayer.open(blob, offset, options);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
        }
        return new BlobStream(endpoint(), blob, offset);
    }

    @Override
    public Optional<BlobParts> parts(Descriptor blob) {
        return blob.urls().isEmpty()
                ? Optional.of(parts -> new PartsStream(endpoint(), blob, parts))
                : Optional.empty();
    }

    @Override
    public List<Signature> signatures(Digest manifest) throws IOException {
        return new RegistrySignatures(reference, endpoint()).read(manifest);
    }

    @Override
    public Optional<String> repository() {
        RegistryEndpoint endpoint = endpoint();
        return Optional.of(endpoint.host() + "/" + endpoint.path());
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
            RegistryEndpoint endpoint = RegistryEndpoint.of(candidate, options, "pull");
            try {
                Manifest found = new RegistryManifests(endpoint).get(wanted, reference.digest(), "");
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
}

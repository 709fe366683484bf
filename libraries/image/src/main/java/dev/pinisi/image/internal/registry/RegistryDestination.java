package dev.pinisi.image.internal.registry;

import dev.pinisi.config.Registries.Endpoint;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryException;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.Signature;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A name in a registry that an image is pushed to. The name stands for the image from {@link #commit()} on. */
public final class RegistryDestination implements BlobDestination {
    /** In how many other repositories a blob is looked for. */
    private static final int MOST_MOUNTS = 3;

    private static final Acceptance ACCEPTANCE = new Acceptance(
            Acceptance.ALL_TYPES,
            LayerForm.COMPRESSED,
            Set.of(Signature.Kind.SIMPLE, Signature.Kind.SIGSTORE),
            true,
            true);

    private final ImageReference reference;
    private final RegistryEndpoint endpoint;
    private final RegistryBlobs blobs;
    private final RegistryManifests manifests;
    private final Map<Digest, List<Signature>> later = new LinkedHashMap<>();
    private @Nullable Manifest top;

    public RegistryDestination(ImageReference reference, RegistryOptions options) {
        this.reference = reference.orLatest();
        Endpoint primary = options.registries().primary(this.reference.toString());
        endpoint = RegistryEndpoint.of(primary, options, "pull,push");
        blobs = new RegistryBlobs(endpoint);
        manifests = new RegistryManifests(endpoint);
    }

    @Override
    public String name() {
        return reference.toString();
    }

    @Override
    public Acceptance accepts() {
        return ACCEPTANCE;
    }

    @Override
    public Optional<String> repository() {
        return Optional.of(endpoint.host() + "/" + endpoint.path());
    }

    @Override
    public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) throws IOException {
        if (blob.digest().isEmpty()) {
            return Optional.empty();
        }
        Digest digest = blob.digest().get();
        OptionalLong size = blobs.size(digest);
        if (size.isEmpty() && mounted(digest, repositories)) {
            size = blob.size().isPresent() ? blob.size() : blobs.size(digest);
        }
        return size.isPresent()
                ? Optional.of(new Descriptor(blob.mediaType(), digest, size.getAsLong()))
                : Optional.empty();
    }

    @Override
    public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
        RegistryBlobs.Written written = blobs.write(bytes, blob.digest(), blob.size());
        return new Descriptor(blob.mediaType(), written.digest(), written.size());
    }

    @Override
    public synchronized void manifest(Manifest manifest, boolean isTop) throws IOException {
        if (!isTop) {
            manifests.put(manifest, manifest.raw().digest().toString());
            return;
        }
        if (reference.digest().isPresent()
                && !manifest.raw().hasDigest(reference.digest().get())) {
            throw new ImageException(
                    Kind.INVALID,
                    name() + " can only be the manifest of that digest; the image's is "
                            + manifest.raw().digest());
        }
        top = manifest;
    }

    @Override
    public Optional<Digest> current() throws IOException {
        return manifests.head(place()).map(Descriptor::digest);
    }

    @Override
    public void signatures(Digest manifest, List<Signature> signatures) throws IOException {
        if (endpoint.keepsSignatures()) {
            // of what it has: the manifest follows with the name
            later.put(manifest, signatures);
        } else {
            new RegistrySignatures(reference, endpoint).write(manifest, signatures);
        }
    }

    @Override
    public synchronized void commit() throws IOException {
        Manifest manifest = top;
        if (manifest == null) {
            throw new IllegalStateException("no manifest was given for " + name());
        }
        manifests.put(manifest, place());
        top = null;
        for (Map.Entry<Digest, List<Signature>> entry : later.entrySet()) {
            new RegistrySignatures(reference, endpoint).write(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public void close() {
        blobs.close();
    }

    /** The tag, or the digest where there is no tag. */
    private String place() {
        return reference.tag().isPresent()
                ? reference.tag().get()
                : reference.digest().orElseThrow().toString();
    }

    private boolean mounted(Digest digest, List<String> repositories) throws IOException {
        int tried = 0;
        for (String repository : repositories) {
            String path = pathHere(repository);
            if (!path.isEmpty() && !path.equals(endpoint.path()) && tried++ < MOST_MOUNTS && mounts(digest, path)) {
                return true;
            }
        }
        return false;
    }

    /** The path of a repository of this registry; empty for those of others. */
    private String pathHere(String repository) {
        String prefix = endpoint.host() + "/";
        return repository.startsWith(prefix) ? repository.substring(prefix.length()) : "";
    }

    /** Not being allowed to read there only means that the bytes have to be sent. */
    private boolean mounts(Digest digest, String path) throws IOException {
        try {
            return blobs.mount(digest, path);
        } catch (RegistryException e) {
            if (e.kind() == Kind.UNREACHABLE) {
                throw e;
            }
            return false;
        }
    }
}

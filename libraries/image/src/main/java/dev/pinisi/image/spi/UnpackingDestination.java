package dev.pinisi.image.spi;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.Signature;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store that unpacks layers by DiffID, as a place that blobs are written to: its manifests keep their bytes. */
public final class UnpackingDestination implements BlobDestination {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final String name;
    private final ImageDestination store;
    private final List<String> names;
    private final Map<Digest, Digest> diffIds = new ConcurrentHashMap<>();
    private Optional<ImageConfig> config = Optional.empty();
    private Optional<ImageManifest> manifest = Optional.empty();

    /**
     * @param name how errors call the place
     * @param store closed with this
     * @param names the full references that the image gets
     */
    public UnpackingDestination(String name, ImageDestination store, List<String> names) {
        this.name = name;
        this.store = store;
        this.names = List.copyOf(names);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Acceptance accepts() {
        return new Acceptance(
                List.of(MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST),
                LayerForm.ANY,
                Set.of(Signature.Kind.values()),
                true);
    }

    @Override
    public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) {
        if (blob.role() == BlobSpec.Role.CONFIG || !store.hasLayer(diffId(blob))) {
            return Optional.empty();
        }
        Digest digest = blob.digest().orElseThrow();
        diffIds.put(digest, diffId(blob));
        return Optional.of(new Descriptor(blob.mediaType(), digest, blob.size().orElse(0)));
    }

    @Override
    public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
        Digest digest = blob.digest()
                .orElseThrow(() -> new ImageException(
                        Kind.UNSUPPORTED, name + " unpacks layers: compressing them on the way here is of no use"));
        if (blob.role() == BlobSpec.Role.CONFIG) {
            readConfig(bytes);
        } else {
            unpack(bytes, diffId(blob));
            diffIds.put(digest, diffId(blob));
        }
        return new Descriptor(blob.mediaType(), digest, blob.size().orElse(0));
    }

    private void readConfig(InputStream bytes) throws IOException {
        try {
            config = Optional.of(ImageConfig.parse(RawDocument.of(bytes.readAllBytes())));
        } catch (JsonException e) {
            throw new ImageException(Kind.CORRUPT, "its configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private void unpack(InputStream bytes, Digest diffId) throws IOException {
        switch (store.reserveLayer(diffId, PATIENCE)) {
            case LayerReservation.Present _ -> {
                // another writer was first; what comes is read to its end all the same, as it was promised
            }
            case LayerReservation.Busy busy ->
                throw new IOException(busy.writer() + " has been writing it for " + PATIENCE.toMinutes() + " minutes");
            case LayerWriter writer -> {
                try (writer) {
                    writer.write(Decompression.open(bytes));
                    // the blob's digest is verified at its end, which may come after the archive's
                    bytes.transferTo(OutputStream.nullOutputStream());
                    writer.commit();
                }
            }
        }
        bytes.transferTo(OutputStream.nullOutputStream());
    }

    private Digest diffId(BlobSpec blob) {
        return blob.diffId()
                .orElseThrow(() -> new ImageException(
                        Kind.UNSUPPORTED,
                        name + " holds images whose configurations name their layers, not artifacts"));
    }

    @Override
    public void manifest(Manifest image, boolean top) {
        if (!(image instanceof ImageManifest single)) {
            throw new ImageException(Kind.UNSUPPORTED, name + " holds images, not indexes");
        }
        manifest = Optional.of(single);
    }

    /**
     * Leaves them behind. They were checked on the way here, and what leaves a store has a manifest of its own, for
     * which they would be void.
     */
    @Override
    public void signatures(Digest signed, List<Signature> signatures) {}

    @Override
    public void commit() {
        ImageManifest image = manifest.orElseThrow(() -> new IllegalStateException("an image without a manifest"));
        ImageConfig known = config.orElseThrow(() -> new IllegalStateException("an image without a configuration"));
        List<ImageRecord.Layer> layers = new ArrayList<>();
        for (Descriptor layer : image.layers()) {
            Digest diffId = diffIds.get(layer.digest());
            if (diffId == null) {
                throw new IllegalStateException("a manifest with the unknown layer " + layer.digest());
            }
            layers.add(new ImageRecord.Layer(diffId, layer));
        }
        store.commit(new ImageRecord(image, known, names, List.of(), Optional.empty(), layers));
    }

    @Override
    public void close() {
        store.close();
    }
}

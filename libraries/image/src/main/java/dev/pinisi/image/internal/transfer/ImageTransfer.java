package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.internal.Workers;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Brings one image's blobs to the destination and says what its manifest becomes. */
final class ImageTransfer {
    private static final Comparator<Task> LARGEST_FIRST =
            (one, other) -> Long.compare(other.layer().size(), one.layer().size());

    private final ImageSource source;
    private final BlobDestination destination;
    private final TransferOptions options;
    private final String pinned;

    /** One layer, and what becomes of it. */
    private record Task(Descriptor layer, Optional<Digest> diffId, LayerChange change) {}

    /**
     * @param pinned why manifests must not change; empty if they may
     */
    ImageTransfer(ImageSource source, BlobDestination destination, TransferOptions options, String pinned) {
        this.source = source;
        this.destination = destination;
        this.options = options;
        this.pinned = pinned;
    }

    /** Brings the blobs over; the manifest that is returned has yet to follow. */
    ImageManifest transfer(ImageManifest manifest) throws IOException {
        boolean image = MediaTypes.isConfig(manifest.config().mediaType());
        boolean docker = docker(manifest, image);
        List<Descriptor> layers;
        if (image) {
            ImageConfig config = SelectedImage.config(source, manifest.config());
            layers = transferLayers(manifest, tasks(manifest, config.diffIds()), docker);
            writeConfig(manifest.config(), new ByteArrayInputStream(config.raw().bytes()));
        } else {
            layers = transferLayers(manifest, tasks(manifest, List.of()), docker);
            try (InputStream blob = new VerifyingStream(source.open(manifest.config()), manifest.config())) {
                writeConfig(manifest.config(), blob);
            }
        }
        boolean same = docker == LayerTypes.isDocker(manifest.mediaType()) && layers.equals(manifest.layers());
        return same ? manifest : ManifestEdit.image(manifest, docker, layers);
    }

    /** Whether the manifest is to be of Docker's family. */
    private boolean docker(ImageManifest manifest, boolean image) {
        boolean now = LayerTypes.isDocker(manifest.mediaType());
        boolean wanted = ManifestFamily.of(destination, options, now);
        if (wanted == now) {
            return now;
        }
        String target = LayerTypes.manifest(wanted);
        if (!image) {
            throw new ImageException(Kind.UNSUPPORTED, "an artifact cannot be converted to " + target);
        }
        if (!pinned.isEmpty()) {
            throw new ImageException(
                    Kind.UNSUPPORTED, "its manifest would have to be converted to " + target + ", but " + pinned);
        }
        return wanted;
    }

    private List<Task> tasks(ImageManifest manifest, List<Digest> diffIds) {
        // artifacts in an image's clothes, like attestations, need have no DiffIDs
        boolean known = diffIds.size() == manifest.layers().size();
        Acceptance accepts = destination.accepts();
        LayerPlan plan = new LayerPlan(accepts.layers(), options.compression(), pinned);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            Optional<Digest> diffId = known ? Optional.of(diffIds.get(i)) : Optional.empty();
            tasks.add(new Task(layer, diffId, plan.of(layer)));
        }
        return tasks;
    }

    private List<Descriptor> transferLayers(ImageManifest manifest, List<Task> tasks, boolean docker) {
        Workers workers = new Workers(options.cancel());
        LayerTransfer transfer = new LayerTransfer(source, destination, options, workers::isStopped, docker);
        Map<Digest, Task> distinct = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (mustBeCopied(task.layer())) {
                distinct.putIfAbsent(task.layer().digest(), task);
            }
        }
        List<Task> order = new ArrayList<>(distinct.values());
        Map<Digest, Descriptor> results = new ConcurrentHashMap<>();
        boolean parallel = destination.accepts().parallel();
        if (parallel) {
            // the largest first: none is left to be copied alone at the end
            order.sort(LARGEST_FIRST);
        }
        workers.run(
                order,
                parallel ? options.parallel() : 1,
                task -> results.put(
                        task.layer().digest(), transfer.transfer(task.layer(), task.diffId(), task.change())));
        return described(manifest, results, docker);
    }

    private static List<Descriptor> described(ImageManifest manifest, Map<Digest, Descriptor> results, boolean docker) {
        boolean converted = docker != LayerTypes.isDocker(manifest.mediaType());
        List<Descriptor> layers = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            Descriptor result = results.getOrDefault(layer.digest(), layer);
            boolean kept = result.digest().equals(layer.digest());
            String type = converted && kept ? LayerTypes.converted(layer.mediaType(), docker) : result.mediaType();
            layers.add(new Descriptor(
                    type,
                    result.digest(),
                    result.size(),
                    kept ? layer.urls() : List.of(),
                    kept ? layer.annotations() : result.annotations(),
                    layer.platform()));
        }
        return layers;
    }

    /** Layers that registries may not hand out are had by whoever runs the image, from where the manifest says. */
    private boolean mustBeCopied(Descriptor layer) {
        boolean elsewhere =
                MediaTypes.isForeignLayer(layer.mediaType()) && !layer.urls().isEmpty();
        return !elsewhere || !destination.accepts().refersElsewhere();
    }

    private void writeConfig(Descriptor config, InputStream bytes) throws IOException {
        BlobSpec spec = BlobSpec.config(config);
        if (destination.reuse(spec, List.of()).isEmpty()) {
            destination.write(bytes, spec);
        }
    }
}

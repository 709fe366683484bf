package dev.pinisi.engine.internal;

import dev.pinisi.engine.EngineException;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.NewImage;
import dev.pinisi.storage.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts an image together that is made here, of layers that are in the store. */
final class ImageMaker {
    private final Store store;
    private final boolean docker;

    /**
     * @param docker whether its documents are Docker's instead of OCI's
     */
    ImageMaker(Store store, boolean docker) {
        this.store = store;
        this.docker = docker;
    }

    /** The full name of an image that a user names so; one without registry is {@code localhost}'s. */
    static Optional<String> fullName(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            String qualified = ImageReference.isShortName(name) ? "localhost/" + name : name;
            return Optional.of(ImageReference.parse(qualified).orLatest().toString());
        } catch (ImageException e) {
            throw new EngineException(
                    EngineException.Kind.INVALID_SPEC, name, "parsing reference \"" + name + "\": " + e.getMessage());
        }
    }

    /**
     * Stores the image.
     *
     * @param created for the manifest's annotation
     * @return its ID
     */
    Digest commit(NewImage image, RawDocument config, Optional<String> name, String created) {
        ImageConfig parsed = ImageConfig.parse(config);
        List<ImageRecord.Layer> layers = new ArrayList<>();
        for (Digest diffId : parsed.diffIds()) {
            long size = store.layers()
                    .find(diffId)
                    .map(LayerInfo::archiveSize)
                    .orElseThrow(() -> new EngineException(
                            EngineException.Kind.DAMAGED_STATE,
                            diffId.toString(),
                            "the layer " + diffId + " is gone; pull its image again"));
            layers.add(new ImageRecord.Layer(
                    diffId, new Descriptor(docker ? MediaTypes.DOCKER_LAYER : MediaTypes.OCI_LAYER, diffId, size)));
        }
        ImageManifest manifest = manifest(config, layers, created);
        List<String> names = name.isPresent() ? List.of(name.get()) : List.of();
        return image.commit(new ImageRecord(manifest, parsed, names, List.of(), Optional.empty(), layers));
    }

    private ImageManifest manifest(RawDocument config, List<ImageRecord.Layer> layers, String created) {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST);
        out.name("config");
        Descriptor.of(docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG, config)
                .write(out);
        out.name("layers").array();
        for (ImageRecord.Layer layer : layers) {
            layer.blob().write(out);
        }
        out.end();
        if (!docker) {
            out.name("annotations").value(Map.of("org.opencontainers.image.created", created));
        }
        return ImageManifest.parse(RawDocument.of(out.end().bytes()));
    }
}

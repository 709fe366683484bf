package dev.pinisi.image.internal.validate;

import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Validates one image (image-spec, manifest.md). */
final class ManifestValidation {
    private final Findings findings;
    private final BlobValidation blobs;

    ManifestValidation(Findings findings, BlobValidation blobs) {
        this.findings = findings;
        this.blobs = blobs;
    }

    void run(ImageManifest manifest) throws IOException {
        String where = "manifest " + manifest.raw().digest();
        boolean docker = manifest.mediaType().equals(MediaTypes.DOCKER_MANIFEST);
        String configType = manifest.config().mediaType();
        boolean image = MediaTypes.isConfig(configType);
        if (!image && manifest.artifactType().isEmpty() && configType.equals(MediaTypes.OCI_EMPTY)) {
            findings.error(where + " config", "the empty descriptor needs an artifactType");
        }
        if (image && docker != configType.equals(MediaTypes.DOCKER_CONFIG)) {
            findings.error(where + " config.mediaType", configType + " in a manifest of type " + manifest.mediaType());
        }
        Optional<ImageConfig> config = image ? config(manifest) : artifact(manifest);
        List<Digest> diffIds = config.isPresent() ? config.get().diffIds() : List.of();
        if (config.isPresent() && diffIds.size() != manifest.layers().size()) {
            findings.error(where, manifest.layers().size() + " layers, and " + diffIds.size() + " diff_ids");
        }
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            boolean paired = image && diffIds.size() == manifest.layers().size();
            type(where + " layers[" + i + "]", layer, docker, image);
            blobs.layer(layer, paired ? Optional.of(diffIds.get(i)) : Optional.empty(), image);
        }
    }

    private Optional<ImageConfig> artifact(ImageManifest manifest) throws IOException {
        blobs.document(manifest.config());
        return Optional.empty();
    }

    private void type(String where, Descriptor layer, boolean docker, boolean image) {
        String type = layer.mediaType();
        if (!image) {
            return;
        }
        if (!MediaTypes.isLayer(type) && !MediaTypes.isForeignLayer(type)) {
            findings.warning(where, "the type \"" + type + "\" is not that of a layer");
        } else if (docker != type.startsWith("application/vnd.docker.")) {
            findings.error(where, type + " in a manifest of the other family");
        }
    }

    private Optional<ImageConfig> config(ImageManifest manifest) throws IOException {
        Optional<byte[]> bytes = blobs.document(manifest.config());
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        String where = "config " + manifest.config().digest();
        try {
            ImageConfig config = ImageConfig.parse(RawDocument.of(bytes.get()));
            new ConfigValidation(where, findings).run(config);
            return Optional.of(config);
        } catch (JsonException | SpecException e) {
            findings.error(where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}

package dev.pinisi.image.internal;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ManifestCheck;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The image of one platform: manifest and configuration, read and fitting each other.
 *
 * @param index the digest of the index it was selected from
 */
public record SelectedImage(
        ImageManifest manifest, ImageConfig config, Optional<Digest> index, List<ImageRecord.Layer> layers) {
    /** Configurations in the wild have some kilobytes; this bounds what a hostile one costs. */
    private static final int MOST_CONFIG_BYTES = 8 << 20;

    private static final int DEEPEST_INDEX = 3;

    /** Reads what stands at the source's name, through indexes to the image of the platform. */
    public static SelectedImage of(ImageSource source, Platform platform) throws IOException {
        return of(source, platform, ManifestCheck.NONE);
    }

    /**
     * Reads what stands at the source's name, through indexes to the image of the platform.
     *
     * @param check asked for the image's manifest before anything that it refers to is read
     */
    public static SelectedImage of(ImageSource source, Platform platform, ManifestCheck check) throws IOException {
        Manifest top = source.manifest();
        Optional<Digest> index =
                top instanceof ImageIndex ? Optional.of(top.raw().digest()) : Optional.empty();
        Manifest manifest = top;
        for (int depth = 0; manifest instanceof ImageIndex offered; depth++) {
            if (depth == DEEPEST_INDEX) {
                throw new ImageException(Kind.UNSUPPORTED, "indexes within indexes, more than " + DEEPEST_INDEX);
            }
            manifest = source.manifest(select(offered, platform));
        }
        check.check(source, manifest);
        return of(source, (ImageManifest) manifest, index);
    }

    /** Reads the configuration that belongs to the manifest. */
    private static SelectedImage of(ImageSource source, ImageManifest manifest, Optional<Digest> index)
            throws IOException {
        if (!manifest.artifactType().isEmpty()
                && !MediaTypes.isConfig(manifest.config().mediaType())) {
            throw new ImageException(
                    Kind.UNSUPPORTED, "it is an artifact of the type " + manifest.artifactType() + ", not an image");
        }
        if (manifest.config().mediaType().equals(MediaTypes.OCI_EMPTY)) {
            throw new ImageException(Kind.UNSUPPORTED, "it has no configuration: an artifact, not an image");
        }
        ImageConfig config = config(source, manifest.config());
        return new SelectedImage(manifest, config, index, layers(manifest, config));
    }

    /** The image of an index that runs on the platform, or the only one if the index does not say what it runs on. */
    public static Descriptor select(ImageIndex index, Platform platform) {
        Optional<Descriptor> selected = index.select(platform);
        if (selected.isPresent()) {
            return selected.get();
        }
        TreeSet<String> offered = new TreeSet<>();
        for (Descriptor manifest : index.manifests()) {
            if (manifest.platform().isPresent()) {
                offered.add(manifest.platform().get().toString());
            } else if (index.manifests().size() == 1) {
                return manifest;
            }
        }
        offered.remove("unknown/unknown");
        throw new ImageException(
                Kind.NOT_FOUND,
                "there is no image for " + platform + "; there is one for " + String.join(", ", offered)
                        + " (--platform selects it)");
    }

    /** Reads a configuration and verifies it. */
    public static ImageConfig config(ImageSource source, Descriptor descriptor) throws IOException {
        if (descriptor.size() > MOST_CONFIG_BYTES) {
            throw new ImageException(
                    Kind.CORRUPT,
                    "its configuration has " + descriptor.size() + " bytes; at most " + MOST_CONFIG_BYTES
                            + " are read");
        }
        byte[] bytes;
        try (InputStream in = new VerifyingStream(source.open(descriptor), descriptor)) {
            bytes = in.readAllBytes();
        }
        try {
            return ImageConfig.parse(RawDocument.of(bytes));
        } catch (JsonException e) {
            throw new ImageException(
                    Kind.CORRUPT, "its configuration " + descriptor.digest() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<ImageRecord.Layer> layers(ImageManifest manifest, ImageConfig config) {
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != manifest.layers().size()) {
            throw new ImageException(
                    Kind.CORRUPT,
                    "its manifest has " + manifest.layers().size() + " layers, its configuration " + diffIds.size());
        }
        List<ImageRecord.Layer> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Descriptor blob = manifest.layers().get(i);
            refuse(blob);
            layers.add(new ImageRecord.Layer(diffIds.get(i), blob));
        }
        return List.copyOf(layers);
    }

    private static void refuse(Descriptor layer) {
        if (layer.mediaType().endsWith("+encrypted")) {
            throw new ImageException(
                    Kind.UNSUPPORTED, "layer " + layer.digest() + " is encrypted, which is not supported");
        }
        String type = layer.mediaType();
        if (!MediaTypes.isLayer(type) && !MediaTypes.isForeignLayer(type) && !type.isEmpty()) {
            throw new ImageException(
                    Kind.UNSUPPORTED, "layer " + layer.digest() + " is of the type \"" + type + "\", not of an image");
        }
    }
}

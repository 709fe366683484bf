package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.UncompressedManifest;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An image of {@code docker save}: its manifest.json names configuration, tags and layers. */
final class DockerArchive implements ImageSource {
    private final String name;
    private final List<String> names;
    private final RawDocument config;
    private final ImageManifest manifest;
    private final Map<Digest, FileSet.Entry> layers;

    private DockerArchive(
            String name,
            List<String> names,
            RawDocument config,
            ImageManifest manifest,
            Map<Digest, FileSet.Entry> layers) {
        this.name = name;
        this.names = names;
        this.config = config;
        this.manifest = manifest;
        this.layers = layers;
    }

    static List<ImageSource> images(String name, FileSet files) {
        return ManifestFile.reading(name, () -> read(name, files));
    }

    private static List<ImageSource> read(String name, FileSet files) {
        List<ImageSource> images = new ArrayList<>();
        JsonCursor list = files.document("manifest.json").orElseThrow().json();
        for (JsonCursor image : list.elements()) {
            images.add(image(name, files, image));
        }
        if (images.isEmpty()) {
            throw new ImageException(Kind.NOT_FOUND, name + " holds no image");
        }
        return images;
    }

    private static ImageSource image(String name, FileSet files, JsonCursor json) {
        String configName = json.field("Config").string();
        RawDocument config = files.document(configName)
                .orElseThrow(() -> new ImageException(Kind.CORRUPT, name + " lacks the configuration " + configName));
        List<Digest> diffIds = ImageConfig.parse(config).diffIds();
        List<String> layerNames = json.field("Layers").strings();
        if (layerNames.size() != diffIds.size()) {
            throw new ImageException(
                    Kind.CORRUPT,
                    name + ": manifest.json has " + layerNames.size() + " layers, the configuration " + diffIds.size());
        }
        Map<Digest, FileSet.Entry> entries = new HashMap<>();
        List<UncompressedManifest.Layer> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            String layerName = layerNames.get(i);
            FileSet.Entry entry = files.find(layerName)
                    .orElseThrow(() -> new ImageException(Kind.CORRUPT, name + " lacks the layer " + layerName));
            entries.put(diffIds.get(i), entry);
            layers.add(new UncompressedManifest.Layer(diffIds.get(i), entry.size()));
        }
        return new DockerArchive(name, names(json), config, UncompressedManifest.docker(config, layers), entries);
    }

    private static List<String> names(JsonCursor json) {
        List<String> names = new ArrayList<>();
        for (String tag : json.field("RepoTags").strings()) {
            names.add(ImageReference.parse(tag).orLatest().toString());
        }
        return List.copyOf(names);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Manifest manifest(Descriptor instance) {
        throw new IllegalStateException("a docker-archive has no indexes");
    }

    /** The layers are known by their DiffIDs, so ones that are compressed inside the archive are opened up here. */
    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (blob.digest().equals(manifest.config().digest())) {
            return new ByteArrayInputStream(config.bytes());
        }
        FileSet.Entry layer = layers.get(blob.digest());
        if (layer == null) {
            throw new ImageException(Kind.NOT_FOUND, name + " has no blob " + blob.digest());
        }
        return Decompression.open(layer.open());
    }

    @Override
    public void close() {
        // the archive is closed by who opened it
    }
}

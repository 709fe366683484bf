package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageReference;
import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes what {@code docker load} reads: layers, configurations, manifest.json and, for old readers, repositories. */
public final class DockerArchiveWriter {
    private final FileSink sink;
    private final Path temporary;
    private final Set<String> written = new HashSet<>();
    private final JsonWriter manifest = new JsonWriter().array();
    private final Map<String, Map<String, String>> repositories = new TreeMap<>();

    public DockerArchiveWriter(FileSink sink, Path temporary) {
        this.sink = sink;
        this.temporary = temporary;
    }

    /** Adds an image. A layer that another one has, too, is written once. */
    public void add(ImageSource source) throws IOException {
        SelectedImage image = SelectedImage.of(source, Platform.host());
        List<String> layers = new ArrayList<>();
        for (ImageRecord.Layer layer : image.layers()) {
            layers.add(addLayer(source, layer));
        }
        String config = image.manifest().config().digest().hex() + ".json";
        if (written.add(config)) {
            put(config, image.config().raw().bytes());
        }
        manifest.object().name("Config").value(config);
        manifest.name("RepoTags").value(source.names());
        manifest.name("Layers").value(layers).end();
        for (String name : source.names()) {
            addRepository(ImageReference.parse(name), image.layers());
        }
    }

    /** Writes what names the images, and finishes the archive. */
    public void finish() throws IOException {
        put("manifest.json", manifest.end().bytes());
        JsonWriter out = new JsonWriter().object();
        for (Map.Entry<String, Map<String, String>> repository : repositories.entrySet()) {
            out.name(repository.getKey()).value(repository.getValue());
        }
        put("repositories", out.end().bytes());
        sink.finish();
    }

    private String addLayer(ImageSource source, ImageRecord.Layer layer) throws IOException {
        String name = layer.diffId().hex() + ".tar";
        if (written.add(name)) {
            try (LayerFile file = LayerFile.open(source, layer, temporary)) {
                sink.put(name, file.size(), file.content());
            }
        }
        return name;
    }

    private void addRepository(ImageReference name, List<ImageRecord.Layer> layers) {
        if (name.tag().isPresent() && !layers.isEmpty()) {
            Digest top = layers.get(layers.size() - 1).diffId();
            repositories
                    .computeIfAbsent(name.repository(), key -> new LinkedHashMap<>())
                    .put(name.tag().get(), top.hex());
        }
    }

    private void put(String name, byte[] bytes) throws IOException {
        sink.put(name, bytes.length, new ByteArrayInputStream(bytes));
    }
}

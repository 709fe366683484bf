package dev.pinisi.image.internal.archive;

import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes {@code dir:} with a manifest of Docker's schema 2, as {@code podman save --format docker-dir} does. */
public final class DirWriter {
    private static final byte[] VERSION = "Directory Transport Version: 1.1\n".getBytes(StandardCharsets.UTF_8);

    private final FileSink sink;
    private final Path temporary;

    public DirWriter(FileSink sink, Path temporary) {
        this.sink = sink;
        this.temporary = temporary;
    }

    /** Writes the image and finishes the directory. */
    public void write(ImageSource source) throws IOException {
        SelectedImage image = SelectedImage.of(source, Platform.host());
        List<Descriptor> layers = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (ImageRecord.Layer layer : image.layers()) {
            try (LayerFile file = LayerFile.open(source, layer, temporary)) {
                layers.add(new Descriptor(MediaTypes.DOCKER_LAYER, layer.diffId(), file.size()));
                if (written.add(layer.diffId().hex())) {
                    sink.put(layer.diffId().hex(), file.size(), file.content());
                }
            }
        }
        byte[] config = image.config().raw().bytes();
        put(image.manifest().config().digest().hex(), config);
        put("manifest.json", manifest(image, layers));
        put("version", VERSION);
        sink.finish();
    }

    private static byte[] manifest(SelectedImage image, List<Descriptor> layers) {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.DOCKER_MANIFEST).name("config");
        Descriptor config = image.manifest().config();
        new Descriptor(MediaTypes.DOCKER_CONFIG, config.digest(), config.size()).write(out);
        out.name("layers").array();
        for (Descriptor layer : layers) {
            layer.write(out);
        }
        return out.end().end().bytes();
    }

    private void put(String name, byte[] bytes) throws IOException {
        sink.put(name, bytes.length, new ByteArrayInputStream(bytes));
    }
}

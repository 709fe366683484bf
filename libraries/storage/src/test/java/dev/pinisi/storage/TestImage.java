package dev.pinisi.storage;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.LayerWriter;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageConfig;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image of a few archives, and how it gets into a store. */
public record TestImage(List<byte[]> layers, String created) {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public static TestImage of(byte[]... layers) {
        return new TestImage(List.of(layers), "2026-01-02T03:04:05Z");
    }

    /** An image of one layer with one file. */
    public static TestImage small(String content) {
        return of(new TarBuilder()
                .directory("etc", 0755)
                .file("etc/what", content)
                .build());
    }

    public List<Digest> diffIds() {
        return layers.stream().map(Digest::sha256).toList();
    }

    public ImageRecord record(List<String> names, List<String> repositories) {
        JsonWriter config = new JsonWriter().object();
        config.name("architecture").value("amd64").name("os").value("linux");
        config.name("created").value(created);
        config.name("rootfs").object().name("type").value("layers");
        config.name("diff_ids")
                .value(diffIds().stream().map(Digest::toString).toList())
                .end();
        RawDocument rawConfig = RawDocument.of(config.end().bytes());
        List<ImageRecord.Layer> list = new ArrayList<>();
        JsonWriter manifest = new JsonWriter().object().name("schemaVersion").value(2);
        manifest.name("mediaType").value(MediaTypes.OCI_MANIFEST).name("config");
        Descriptor.of(MediaTypes.OCI_CONFIG, rawConfig).write(manifest);
        manifest.name("layers").array();
        for (byte[] layer : layers) {
            Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.sha256(layer), layer.length);
            blob.write(manifest);
            list.add(new ImageRecord.Layer(blob.digest(), blob));
        }
        ImageManifest parsed =
                ImageManifest.parse(RawDocument.of(manifest.end().end().bytes()));
        return new ImageRecord(parsed, ImageConfig.parse(rawConfig), names, repositories, Optional.empty(), list);
    }

    /** Writes those layers that are not there, and the image. */
    public Digest storeIn(Store store, String... names) throws IOException {
        try (ImageDestination destination = store.images().newDestination()) {
            for (byte[] layer : layers) {
                writeLayer(destination, layer);
            }
            return destination.commit(record(List.of(names), List.of()));
        }
    }

    /** Writes a layer unless it is there. */
    public static void writeLayer(ImageDestination destination, byte[] layer) throws IOException {
        if (destination.reserveLayer(Digest.sha256(layer), PATIENCE) instanceof LayerWriter writer) {
            try (writer) {
                writer.write(new ByteArrayInputStream(layer));
                writer.commit();
            }
        }
    }
}

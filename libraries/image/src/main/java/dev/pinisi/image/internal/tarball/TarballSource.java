package dev.pinisi.image.internal.tarball;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** An image whose layers are the files, from the base up, and which is as old as the newest of them. */
final class TarballSource implements ImageSource {
    private final String name;
    private final List<LayerFile> layers;
    private final RawDocument config;

    TarballSource(String name, List<LayerFile> layers) {
        this.name = name;
        this.layers = List.copyOf(layers);
        config = config(layers);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public Manifest manifest() {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.OCI_MANIFEST).name("config");
        Descriptor.of(MediaTypes.OCI_CONFIG, config).write(out);
        out.name("layers").array();
        for (LayerFile layer : layers) {
            layer.blob().write(out);
        }
        return ImageManifest.parse(RawDocument.of(out.end().end().bytes()));
    }

    @Override
    public Manifest manifest(Descriptor instance) {
        throw new IllegalStateException("a tarball has no index");
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (config.hasDigest(blob.digest())) {
            return new ByteArrayInputStream(config.bytes());
        }
        for (LayerFile layer : layers) {
            if (layer.blob().digest().equals(blob.digest())) {
                return Files.newInputStream(layer.file());
            }
        }
        throw new ImageException(Kind.NOT_FOUND, name + " has no blob " + blob.digest());
    }

    @Override
    public void close() throws IOException {
        for (LayerFile layer : layers) {
            if (layer.temporary()) {
                Files.deleteIfExists(layer.file());
            }
        }
    }

    private static RawDocument config(List<LayerFile> layers) {
        Instant created = Instant.EPOCH;
        for (LayerFile layer : layers) {
            created = layer.modified().isAfter(created) ? layer.modified() : created;
        }
        Platform host = Platform.host();
        JsonWriter out = new JsonWriter().object().name("created").value(created.toString());
        out.name("architecture").value(host.architecture()).name("os").value(host.os());
        out.name("config").object().end();
        out.name("rootfs")
                .object()
                .name("type")
                .value("layers")
                .name("diff_ids")
                .array();
        for (LayerFile layer : layers) {
            out.value(layer.diffId().toString());
        }
        out.end().end().name("history").array();
        for (LayerFile layer : layers) {
            out.object().name("created").value(layer.modified().toString());
            out.name("created_by")
                    .value("/bin/sh -c #(nop) ADD file:" + layer.diffId().hex() + " in / ")
                    .end();
        }
        return RawDocument.of(out.end().end().bytes());
    }
}

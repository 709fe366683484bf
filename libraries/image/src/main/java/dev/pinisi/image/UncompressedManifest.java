package dev.pinisi.image;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.util.List;

/** The manifest of an image whose layers are had uncompressed: from a store that unpacked them, or a docker-archive. */
public final class UncompressedManifest {

    /** An uncompressed layer: the digest and size of its tar archive. */
    public record Layer(Digest diffId, long size) {}

    private UncompressedManifest() {}

    /** An OCI manifest of this configuration and these layers, from the base up. */
    public static ImageManifest of(RawDocument config, List<Layer> layers) {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.OCI_MANIFEST).name("config");
        Descriptor.of(MediaTypes.OCI_CONFIG, config).write(out);
        out.name("layers").array();
        for (Layer layer : layers) {
            new Descriptor(MediaTypes.OCI_LAYER, layer.diffId(), layer.size()).write(out);
        }
        return ImageManifest.parse(RawDocument.of(out.end().end().bytes()));
    }

    /** One of Docker's schema 2, as what comes from Docker has it for the peers, too. */
    public static ImageManifest docker(RawDocument config, List<Layer> layers) {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.DOCKER_MANIFEST).name("config");
        docker(out, MediaTypes.DOCKER_CONFIG, config.digest(), config.size());
        out.name("layers").array();
        for (Layer layer : layers) {
            docker(out, MediaTypes.DOCKER_LAYER, layer.diffId(), layer.size());
        }
        return ImageManifest.parse(RawDocument.of(out.end().end().bytes()));
    }

    private static void docker(JsonWriter out, String type, Digest digest, long size) {
        out.object().name("mediaType").value(type).name("size").value(size);
        out.name("digest").value(digest.toString()).end();
    }
}

package dev.pinisi.image;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An image made for a test: blobs by digest, a manifest. */
final class TestImage {
    final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
    final List<Digest> diffIds = new ArrayList<>();
    final List<Descriptor> layers = new ArrayList<>();

    /** A layer of so many bytes, compressed with gzip. */
    TestImage gzipLayer(int seed, int size) {
        byte[] tar = bytes(seed, size);
        return layer(tar, gzip(tar), MediaTypes.OCI_LAYER_GZIP);
    }

    /** A layer that is not compressed. */
    TestImage plainLayer(int seed, int size) {
        byte[] tar = bytes(seed, size);
        return layer(tar, tar, MediaTypes.OCI_LAYER);
    }

    TestImage layer(byte[] tar, byte[] blob, String mediaType) {
        Digest digest = Digest.sha256(blob);
        blobs.put(digest, blob);
        diffIds.add(Digest.sha256(tar));
        layers.add(new Descriptor(mediaType, digest, blob.length));
        return this;
    }

    RawDocument config() {
        JsonWriter out = new JsonWriter()
                .object()
                .name("architecture")
                .value("amd64")
                .name("os")
                .value("linux");
        out.name("rootfs")
                .object()
                .name("type")
                .value("layers")
                .name("diff_ids")
                .array();
        for (Digest diffId : diffIds) {
            out.value(diffId.toString());
        }
        return RawDocument.of(out.end().end().end().bytes());
    }

    Digest id() {
        return config().digest();
    }

    /** The manifest; makes the configuration one of the blobs. */
    RawDocument manifest() {
        RawDocument config = config();
        blobs.put(config.digest(), config.bytes());
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.OCI_MANIFEST).name("config");
        Descriptor.of(MediaTypes.OCI_CONFIG, config).write(out);
        out.name("layers").array();
        for (Descriptor layer : layers) {
            layer.write(out);
        }
        return RawDocument.of(out.end().end().bytes());
    }

    static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}

package dev.pinisi.imagetool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** An OCI layout of one image, made for a test. */
final class TestLayout {
    final Path directory;
    private final List<Descriptor> layers = new ArrayList<>();
    private final List<String> diffIds = new ArrayList<>();

    TestLayout(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    /** A layer of files; a content of null makes a directory. */
    TestLayout layer(Map<String, String> files) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (Map.Entry<String, String> file : files.entrySet()) {
            byte[] content = file.getValue().getBytes(UTF_8);
            tar.writeBytes(header(file.getKey(), content.length));
            tar.writeBytes(content);
            tar.writeBytes(new byte[-content.length & 511]);
        }
        tar.writeBytes(new byte[1024]);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(blob)) {
            gzip.write(tar.toByteArray());
        }
        layers.add(blob(MediaTypes.OCI_LAYER_GZIP, blob.toByteArray()));
        diffIds.add(RawDocument.of(tar.toByteArray()).digest().toString());
        return this;
    }

    /** Writes configuration, manifest and index; returns the place's name. */
    String finish(String config) throws IOException {
        JsonWriter json = new JsonWriter().object().name("created").value("2026-01-02T03:04:05.600Z");
        json.name("architecture").value("amd64").name("os").value("linux");
        json.name("config").json(config).name("rootfs").object().name("type").value("layers");
        json.name("diff_ids").value(diffIds).end().name("history").array();
        for (int i = 0; i < diffIds.size(); i++) {
            json.object().name("created_by").value("step " + i).end();
        }
        Descriptor configBlob = blob(MediaTypes.OCI_CONFIG, json.end().end().bytes());
        JsonWriter manifest = new JsonWriter().object().name("schemaVersion").value(2);
        manifest.name("mediaType").value(MediaTypes.OCI_MANIFEST).name("config");
        configBlob.write(manifest);
        manifest.name("layers").array();
        layers.forEach(layer -> layer.write(manifest));
        Descriptor top = blob(MediaTypes.OCI_MANIFEST, manifest.end().end().bytes())
                .withAnnotations(Map.of("org.opencontainers.image.ref.name", "latest"));
        JsonWriter index = new JsonWriter().object().name("schemaVersion").value(2);
        index.name("manifests").array();
        top.write(index);
        Files.write(directory.resolve("index.json"), index.end().end().bytes());
        return "oci:" + directory + ":latest";
    }

    /** The file of the uppermost blob of that kind. */
    Path layerFile(int layer) {
        return directory.resolve("blobs/sha256/" + layers.get(layer).digest().hex());
    }

    private Descriptor blob(String mediaType, byte[] bytes) throws IOException {
        Descriptor descriptor = Descriptor.of(mediaType, RawDocument.of(bytes));
        Files.write(directory.resolve("blobs/sha256/" + descriptor.digest().hex()), bytes);
        return descriptor;
    }

    private static byte[] header(String name, int size) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000644");
        put(block, 124, String.format(Locale.ROOT, "%011o", size));
        put(block, 136, "00000000000");
        put(block, 148, "        ");
        block[156] = (byte) (name.endsWith("/") ? '5' : '0');
        put(block, 257, "ustar");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format(Locale.ROOT, "%06o", sum));
        block[154] = 0;
        return block;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}

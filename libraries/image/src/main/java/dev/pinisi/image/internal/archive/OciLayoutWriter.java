package dev.pinisi.image.internal.archive;

import dev.pinisi.image.internal.SelectedImage;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.image.spi.ImageRecord;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes an OCI layout (image-spec, image-layout.md). Manifests and blobs keep their bytes. */
public final class OciLayoutWriter {
    private static final byte[] VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final FileSink sink;
    private final Set<Digest> written = new HashSet<>();
    private final JsonWriter index =
            new JsonWriter().object().name("schemaVersion").value(2);

    public OciLayoutWriter(FileSink sink) {
        this.sink = sink;
        index.name("mediaType").value(MediaTypes.OCI_INDEX).name("manifests").array();
    }

    /** Adds an image under each of its names; without a name, by its digest. */
    public void add(ImageSource source) throws IOException {
        SelectedImage image = SelectedImage.of(source, Platform.host());
        for (ImageRecord.Layer layer : image.layers()) {
            addBlob(source, layer.blob());
        }
        ImageManifest manifest = image.manifest();
        addDocument(manifest.config(), image.config().raw());
        Descriptor descriptor = Descriptor.of(manifest.mediaType(), manifest.raw());
        addDocument(descriptor, manifest.raw());
        List<String> names = source.names();
        for (String name : names) {
            descriptor.withAnnotations(Map.of(OciLayout.REF_NAME, name)).write(index);
        }
        if (names.isEmpty()) {
            descriptor.write(index);
        }
    }

    /** Writes what names the images, and finishes the layout. */
    public void finish() throws IOException {
        put("oci-layout", VERSION);
        put("index.json", index.end().end().bytes());
        sink.finish();
    }

    private void addBlob(ImageSource source, Descriptor blob) throws IOException {
        if (written.add(blob.digest())) {
            try (InputStream content = new VerifyingStream(source.open(blob), blob)) {
                sink.put(path(blob), blob.size(), content);
            }
        }
    }

    private void addDocument(Descriptor descriptor, RawDocument document) throws IOException {
        if (written.add(descriptor.digest())) {
            put(path(descriptor), document.bytes());
        }
    }

    private void put(String name, byte[] bytes) throws IOException {
        sink.put(name, bytes.length, new ByteArrayInputStream(bytes));
    }

    private static String path(Descriptor blob) {
        return "blobs/" + blob.digest().algorithm() + "/" + blob.digest().hex();
    }
}

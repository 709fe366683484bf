package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes images into an OCI layout (image-spec, image-layout.md), a new one or one that is there. They are in it when
 * index.json names them, which {@link #finish} writes.
 */
public final class LayoutWriter {
    private static final String VERSION_FILE = "oci-layout";
    private static final byte[] VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final String name;
    private final FileSink files;
    private final FileSink blobs;
    private final boolean shared;
    private final LayerForm layers;
    private final List<Descriptor> images = new ArrayList<>();

    private LayoutWriter(String name, FileSink files, FileSink blobs, boolean shared, LayerForm layers) {
        this.name = name;
        this.files = files;
        this.blobs = blobs;
        this.shared = shared;
        this.layers = layers;
    }

    /** A layout that has its blobs in itself. */
    public static LayoutWriter of(String name, FileSink files, LayerForm layers) {
        return new LayoutWriter(name, files, files, false, layers);
    }

    /** A layout that has its blobs elsewhere, shared with others. */
    public static LayoutWriter sharing(String name, FileSink files, FileSink blobs, LayerForm layers) {
        return new LayoutWriter(name, files, blobs, true, layers);
    }

    /**
     * Begins an image.
     *
     * @param names what index.json calls it; may be empty
     */
    public BlobDestination image(List<String> names) {
        return new Image(names);
    }

    /** Makes all images that were committed visible. */
    public void finish() throws IOException {
        if (shared) {
            blobs.finish();
        }
        if (files.size(VERSION_FILE).isEmpty()) {
            files.put(VERSION_FILE, VERSION);
        }
        files.update(LayoutIndex.FILE, VERSION_FILE, present -> {
            LayoutIndex index = LayoutIndex.of(present);
            images.forEach(index::add);
            return index.bytes();
        });
        files.finish();
    }

    private String path(Digest digest) {
        return (shared ? "" : "blobs/") + digest.algorithm() + "/" + digest.hex();
    }

    private final class Image implements BlobDestination {
        private final List<String> names;
        private Optional<Descriptor> top = Optional.empty();

        Image(List<String> names) {
            this.names = names;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Acceptance accepts() {
            return new Acceptance(
                    List.of(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX), layers, Set.of(), blobs.parallel(), true);
        }

        @Override
        public Optional<Descriptor> reuse(BlobSpec blob, List<String> repositories) {
            Digest digest = blob.digest().orElseThrow();
            OptionalLong there = blobs.size(path(digest));
            boolean same = there.isPresent() && there.getAsLong() == blob.size().orElse(there.getAsLong());
            return same ? Optional.of(new Descriptor(blob.mediaType(), digest, there.getAsLong())) : Optional.empty();
        }

        @Override
        public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
            return blobs.put(bytes, blob, LayoutWriter.this::path);
        }

        @Override
        public void manifest(Manifest manifest, boolean isTop) throws IOException {
            Descriptor descriptor = Descriptor.of(manifest.mediaType(), manifest.raw());
            String path = path(descriptor.digest());
            if (blobs.size(path).isEmpty()) {
                blobs.put(path, manifest.raw().bytes());
            }
            if (isTop) {
                top = Optional.of(descriptor);
            }
        }

        @Override
        public void commit() {
            Descriptor image = top.orElseThrow(() -> new IllegalStateException("an image without a manifest"));
            if (names.isEmpty()) {
                images.add(image);
            }
            for (String each : names) {
                images.add(image.withAnnotations(Map.of(OciLayout.REF_NAME, each)));
            }
        }

        @Override
        public void discard() throws IOException {
            blobs.discard();
            files.discard();
        }

        @Override
        public void close() {
            // the writer owns the files
        }
    }
}

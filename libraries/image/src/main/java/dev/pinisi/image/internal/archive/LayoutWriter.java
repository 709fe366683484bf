package dev.pinisi.image.internal.archive;

import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes images into an OCI layout (image-spec, image-layout.md), a new one or one that is there. They are in it when
 * index.json names them, which {@link #finish} writes. An archive has Docker's manifest.json, too: without it a daemon
 * that keeps images in its graph drivers loads none.
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
    private final Optional<DockerListing> listing;

    private LayoutWriter(
            String name,
            FileSink files,
            FileSink blobs,
            boolean shared,
            LayerForm layers,
            Optional<DockerListing> listing) {
        this.name = name;
        this.files = files;
        this.blobs = blobs;
        this.shared = shared;
        this.layers = layers;
        this.listing = listing;
    }

    /** A layout that has its blobs in itself. */
    public static LayoutWriter of(String name, FileSink files, LayerForm layers) {
        return new LayoutWriter(name, files, files, false, layers, Optional.empty());
    }

    /** A layout in an archive. */
    public static LayoutWriter archive(String name, FileSink files, LayerForm layers) {
        return new LayoutWriter(name, files, files, false, layers, Optional.of(new DockerListing()));
    }

    /** A layout that has its blobs elsewhere, shared with others. */
    public static LayoutWriter sharing(String name, FileSink files, FileSink blobs, LayerForm layers) {
        return new LayoutWriter(name, files, blobs, true, layers, Optional.empty());
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
        if (listing.isPresent() && !listing.get().isEmpty()) {
            files.put(DockerListing.FILE, listing.get().bytes());
        }
        files.finish();
    }

    private String path(Digest digest) {
        return (shared ? "" : "blobs/") + digest.algorithm() + "/" + digest.hex();
    }

    /** Lists an image for Docker, unless a layer of it is elsewhere. */
    private void list(DockerListing list, List<String> names, ImageManifest image) {
        List<String> files = new ArrayList<>();
        for (Descriptor layer : image.layers()) {
            if (blobs.size(path(layer.digest())).isEmpty()) {
                return;
            }
            files.add(path(layer.digest()));
        }
        List<String> references = new ArrayList<>();
        for (String each : names) {
            OciLayout.reference(each).ifPresent(references::add);
        }
        list.add(path(image.config().digest()), references, files);
    }

    private final class Image implements BlobDestination {
        private final List<String> names;
        private final Map<Digest, ImageManifest> manifests = new HashMap<>();
        private Optional<Manifest> top = Optional.empty();

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
            if (manifest instanceof ImageManifest image) {
                manifests.put(descriptor.digest(), image);
            }
            if (isTop) {
                top = Optional.of(manifest);
            }
        }

        @Override
        public void commit() {
            Manifest manifest = top.orElseThrow(() -> new IllegalStateException("an image without a manifest"));
            Descriptor image = Descriptor.of(manifest.mediaType(), manifest.raw());
            if (names.isEmpty()) {
                images.add(image);
            }
            for (String each : names) {
                images.add(image.withAnnotations(Map.of(OciLayout.REF_NAME, each)));
            }
            listing.ifPresent(list -> ofThisMachine(manifest).ifPresent(single -> list(list, names, single)));
        }

        private Optional<ImageManifest> ofThisMachine(Manifest manifest) {
            Digest wanted = manifest instanceof ImageIndex index
                    ? index.select(Platform.host())
                            .map(Descriptor::digest)
                            .orElse(manifest.raw().digest())
                    : manifest.raw().digest();
            return Optional.ofNullable(manifests.get(wanted))
                    .filter(image -> MediaTypes.isConfig(image.config().mediaType()));
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

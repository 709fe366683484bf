package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.spi.Acceptance;
import dev.pinisi.image.spi.Acceptance.LayerForm;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes what {@code docker load} reads: layers, configurations, manifest.json and, for old readers, repositories. A
 * layer that several images have is written once.
 */
public final class DockerArchiveWriter {
    private final String name;
    private final FileSink sink;
    private final DockerListing list = new DockerListing();
    private final Map<String, Map<String, String>> repositories = new TreeMap<>();

    public DockerArchiveWriter(String name, FileSink sink) {
        this.name = name;
        this.sink = sink;
    }

    /**
     * Begins an image.
     *
     * @param names full references, with tags; may be empty
     */
    public BlobDestination image(List<String> names) {
        return new Image(names);
    }

    /** Writes what names the images, and finishes the archive. */
    public void finish() throws IOException {
        sink.put(DockerListing.FILE, list.bytes());
        JsonWriter out = new JsonWriter().object();
        for (Map.Entry<String, Map<String, String>> repository : repositories.entrySet()) {
            out.name(repository.getKey()).value(repository.getValue());
        }
        sink.put("repositories", out.end().bytes());
        sink.finish();
    }

    private static String path(BlobSpec.Role role, Digest digest) {
        return digest.hex() + (role == BlobSpec.Role.CONFIG ? ".json" : ".tar");
    }

    private void add(List<String> names, ImageManifest manifest) {
        List<String> layers = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            layers.add(path(BlobSpec.Role.LAYER, layer.digest()));
        }
        list.add(path(BlobSpec.Role.CONFIG, manifest.config().digest()), names, layers);
        for (String each : names) {
            addRepository(ImageReference.parse(each), manifest.layers());
        }
    }

    private void addRepository(ImageReference reference, List<Descriptor> layers) {
        if (reference.tag().isPresent() && !layers.isEmpty()) {
            repositories
                    .computeIfAbsent(reference.repository(), key -> new LinkedHashMap<>())
                    .put(reference.tag().get(), layers.getLast().digest().hex());
        }
    }

    private final class Image implements BlobDestination {
        private final List<String> names;
        private Optional<ImageManifest> manifest = Optional.empty();

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
                    List.of(MediaTypes.DOCKER_MANIFEST), LayerForm.UNCOMPRESSED, Set.of(), sink.parallel());
        }

        @Override
        public Optional<Descriptor> reuse(BlobSpec blob, List<String> elsewhere) {
            Digest digest = blob.digest().orElseThrow();
            OptionalLong there = sink.size(path(blob.role(), digest));
            return there.isPresent()
                    ? Optional.of(new Descriptor(blob.mediaType(), digest, there.getAsLong()))
                    : Optional.empty();
        }

        @Override
        public Descriptor write(InputStream bytes, BlobSpec blob) throws IOException {
            return sink.put(bytes, blob, digest -> path(blob.role(), digest));
        }

        @Override
        public void manifest(Manifest image, boolean top) {
            if (!(image instanceof ImageManifest single)) {
                throw new ImageException(Kind.UNSUPPORTED, name + " holds images, not indexes");
            }
            manifest = Optional.of(single);
        }

        @Override
        public void commit() {
            add(names, manifest.orElseThrow(() -> new IllegalStateException("an image without a manifest")));
        }

        @Override
        public void close() {
            // the writer owns the archive
        }
    }
}

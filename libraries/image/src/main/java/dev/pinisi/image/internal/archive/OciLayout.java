package dev.pinisi.image.internal.archive;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.RegistryOptions;
import dev.pinisi.image.internal.registry.ForeignLayer;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image of an OCI layout (image-spec, image-layout.md). */
final class OciLayout implements ImageSource {
    static final String REF_NAME = "org.opencontainers.image.ref.name";
    private static final String CONTAINERD_NAME = "io.containerd.image.name";

    private final String name;
    private final FileSet files;
    private final Descriptor top;
    private final Optional<RegistryOptions> network;

    private OciLayout(String name, FileSet files, Descriptor top, Optional<RegistryOptions> network) {
        this.name = name;
        this.files = files;
        this.top = top;
        this.network = network;
    }

    /** All that index.json names. */
    static List<ImageSource> images(String name, FileSet files) {
        List<ImageSource> images = new ArrayList<>();
        for (Descriptor manifest : index(name, files).manifests()) {
            images.add(new OciLayout(name, files, manifest, Optional.empty()));
        }
        if (images.isEmpty()) {
            throw new ImageException(Kind.NOT_FOUND, name + " holds no image");
        }
        return images;
    }

    /** What index.json calls its images. */
    static List<String> names(String name, FileSet files) {
        List<String> names = new ArrayList<>();
        for (Descriptor manifest : index(name, files).manifests()) {
            String ref = manifest.annotations().getOrDefault(REF_NAME, "");
            if (!ref.isEmpty()) {
                names.add(ref);
            }
        }
        return names;
    }

    /** The one that index.json calls by the place's name, or has at its index; without either, the only one. */
    static OciLayout image(String name, FileSet files, LayoutPlace place) {
        List<Descriptor> manifests = index(name, files).manifests();
        if (place.index() >= 0 && place.index() < manifests.size()) {
            return new OciLayout(name, files, manifests.get(place.index()), Optional.empty());
        }
        String wanted = place.index() < 0 ? place.name() : "@" + place.index();
        List<String> found = new ArrayList<>();
        for (Descriptor manifest : manifests) {
            String ref = manifest.annotations().getOrDefault(REF_NAME, "");
            if (wanted.isEmpty() ? manifests.size() == 1 : ref.equals(wanted)) {
                return new OciLayout(name, files, manifest, Optional.empty());
            }
            found.add(ref.isEmpty() ? manifest.digest().toString() : ref);
        }
        String problem = wanted.isEmpty() ? " holds " + found.size() + " images" : " has no image \"" + wanted + "\"";
        throw new ImageException(
                Kind.NOT_FOUND,
                name + problem + (found.isEmpty() ? "" : "; name one of those it has: " + String.join(", ", found)));
    }

    /** The same, its foreign layers had from elsewhere. */
    OciLayout withNetwork(RegistryOptions options) {
        return new OciLayout(name, files, top, Optional.of(options));
    }

    static ImageIndex index(String name, FileSet files) {
        RawDocument index = files.document(LayoutIndex.FILE)
                .orElseThrow(() -> new ImageException(Kind.NO_PLACE, name + " is no OCI layout: it has no index.json"));
        return ManifestFile.index(LayoutIndex.FILE, index);
    }

    /** The image's entry in index.json. */
    Descriptor descriptor() {
        return top;
    }

    @Override
    public String name() {
        return name;
    }

    /** Containerd's annotation is a full name; the standard's may be one, or a tag: then it is local, as podman has it. */
    @Override
    public List<String> names() {
        String ref = top.annotations()
                .getOrDefault(CONTAINERD_NAME, top.annotations().getOrDefault(REF_NAME, ""));
        return reference(ref).map(List::of).orElse(List.of());
    }

    /** The full name that an image's name in an index.json stands for; any text may stand there, which names nothing. */
    static Optional<String> reference(String ref) {
        if (ref.isEmpty()) {
            return Optional.empty();
        }
        try {
            String full = ImageReference.isShortName(ref) ? "localhost/" + ref : ref;
            return Optional.of(ImageReference.parse(full).orLatest().toString());
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    @Override
    public Manifest manifest() {
        return manifest(top);
    }

    @Override
    public Manifest manifest(Descriptor instance) {
        RawDocument raw = files.document(path(instance.digest()))
                .orElseThrow(() -> new ImageException(Kind.CORRUPT, "it lacks the manifest " + instance.digest()));
        if (!raw.hasDigest(instance.digest())) {
            throw new ImageException(
                    Kind.CORRUPT, "manifest " + instance.digest() + " is corrupt: its digest is " + raw.digest());
        }
        return ManifestFile.parse("manifest " + instance.digest(), raw, instance.mediaType());
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (!blob.urls().isEmpty() && network.isPresent()) {
            Optional<InputStream> elsewhere = ForeignLayer.open(blob, 0, network.get());
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
        }
        return files.find(path(blob.digest()))
                .orElseThrow(() -> new ImageException(Kind.CORRUPT, "it lacks the blob " + blob.digest()))
                .open();
    }

    @Override
    public void close() {
        // the archive is closed by who opened it
    }

    /** Where a blob is in a layout. */
    static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }
}

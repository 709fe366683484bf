package dev.pinisi.image.internal.registry;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.Signature;
import dev.pinisi.image.internal.archive.SignatureFile;
import dev.pinisi.image.internal.stream.VerifyingStream;
import dev.pinisi.json.JsonWriter;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Signatures within the repository itself, as cosign puts them there: a manifest at the tag {@code sha256-HASH.sig}, each
 * of whose layers is a payload that bears its signature as an annotation.
 */
final class SignatureAttachments {
    /** What the peers read at most of one payload. */
    private static final int MOST_BYTES = 4 << 20;

    private final RegistryManifests manifests;
    private final RegistryBlobs blobs;

    SignatureAttachments(RegistryEndpoint endpoint) {
        manifests = new RegistryManifests(endpoint);
        blobs = new RegistryBlobs(endpoint);
    }

    /** What is attached to a manifest, signatures among it. */
    List<Signature> read(Digest manifest) throws IOException {
        List<Signature> found = new ArrayList<>();
        for (Descriptor layer : layers(manifest)) {
            RawDocument payload = RawDocument.of(payload(layer));
            found.add(new Signature(Signature.Kind.SIGSTORE, layer.mediaType(), payload, layer.annotations()));
        }
        return found;
    }

    /** Attaches signatures besides those that are there. */
    void add(Digest manifest, List<Signature> signatures) throws IOException {
        List<Descriptor> layers = new ArrayList<>(layers(manifest));
        int before = layers.size();
        for (Signature signature : signatures) {
            Descriptor layer =
                    Descriptor.of(signature.mediaType(), signature.payload()).withAnnotations(signature.annotations());
            if (!layers.contains(layer)) {
                put(layer.digest(), signature.payload());
                layers.add(layer);
            }
        }
        if (layers.size() == before) {
            return;
        }
        RawDocument config = config(layers);
        put(config.digest(), config);
        manifests.put(manifest(config, layers), tag(manifest));
    }

    private static String tag(Digest manifest) {
        return manifest.algorithm() + "-" + manifest.hex() + ".sig";
    }

    private List<Descriptor> layers(Digest manifest) throws IOException {
        String tag = tag(manifest);
        if (manifests.head(tag).isEmpty()) {
            return List.of();
        }
        Manifest attached = manifests.get(tag, Optional.empty(), "");
        if (!(attached instanceof ImageManifest image)) {
            throw new ImageException(Kind.CORRUPT, tag + " is an index; signatures are attached by one manifest");
        }
        if (image.layers().size() > SignatureFile.MOST) {
            throw new ImageException(
                    Kind.CORRUPT,
                    tag + " has " + image.layers().size() + " signatures; at most " + SignatureFile.MOST + " are read");
        }
        return image.layers();
    }

    private byte[] payload(Descriptor layer) throws IOException {
        if (layer.size() > MOST_BYTES) {
            throw new ImageException(
                    Kind.CORRUPT,
                    "signature " + layer.digest() + " has " + layer.size() + " bytes; at most " + MOST_BYTES
                            + " are read");
        }
        try (InputStream in = new VerifyingStream(blobs.open(layer), layer)) {
            return in.readAllBytes();
        }
    }

    private void put(Digest digest, RawDocument document) throws IOException {
        if (blobs.size(digest).isEmpty()) {
            byte[] bytes = document.bytes();
            blobs.write(new ByteArrayInputStream(bytes), Optional.of(digest), OptionalLong.of(bytes.length));
        }
    }

    /** An image's configuration without an image, for registries that let nothing else be attached. */
    private static RawDocument config(List<Descriptor> layers) {
        JsonWriter out = new JsonWriter().object();
        out.name("architecture").value("").name("os").value("");
        out.name("config").object().end();
        out.name("rootfs")
                .object()
                .name("type")
                .value("layers")
                .name("diff_ids")
                .array();
        for (Descriptor layer : layers) {
            out.value(layer.digest().toString());
        }
        return RawDocument.of(out.end().end().end().bytes());
    }

    private static Manifest manifest(RawDocument config, List<Descriptor> layers) {
        JsonWriter out = new JsonWriter().object().name("schemaVersion").value(2);
        out.name("mediaType").value(MediaTypes.OCI_MANIFEST).name("config");
        Descriptor.of(MediaTypes.OCI_CONFIG, config).write(out);
        out.name("layers").array();
        for (Descriptor layer : layers) {
            layer.write(out);
        }
        return ImageManifest.parse(RawDocument.of(out.end().end().bytes()));
    }
}

package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.BlobInfoCache;
import dev.pinisi.image.Compression;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ProgressListener.Outcome;
import dev.pinisi.image.TransferOptions;
import dev.pinisi.image.internal.stream.Compressor;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.BlobSpec;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Brings single layers to the destination, unless they are there. */
final class LayerTransfer {
    /** Annotations that are true only of the blob as it was compressed. */
    private static final String CHUNKED_PREFIX = "io.github.containers.zstd-chunked.";

    private static final String STARGZ_PREFIX = "containerd.io/snapshot/stargz/";

    private final LayerStreams streams;
    private final BlobDestination destination;
    private final TransferOptions options;
    private final Optional<String> origin;
    private final boolean docker;

    /**
     * @param docker whether the manifest will be of Docker's family
     */
    LayerTransfer(
            ImageSource source,
            BlobDestination destination,
            TransferOptions options,
            BooleanSupplier stopped,
            boolean docker) {
        this.destination = destination;
        this.options = options;
        this.docker = docker;
        streams = new LayerStreams(source, options.listener(), stopped);
        origin = source.repository();
    }

    /**
     * Brings one layer over.
     *
     * @param diffId empty where no configuration says
     * @return the layer as the destination has it
     */
    Descriptor transfer(Descriptor layer, Optional<Digest> diffId, LayerChange change) {
        Outcome outcome = Outcome.FAILED;
        try {
            BlobSpec spec = spec(layer, diffId, change);
            Optional<Descriptor> there = reuse(spec, change);
            outcome = there.isPresent() ? Outcome.PRESENT : Outcome.COPIED;
            Descriptor result = there.isPresent() ? there.get() : write(layer, diffId, change, spec);
            remember(layer, spec, change, result);
            return described(layer, result, change);
        } catch (ImageException e) {
            outcome = Outcome.FAILED;
            throw e.kind() == Kind.CANCELLED ? e : e.within("layer " + layer.digest());
        } catch (IOException e) {
            outcome = Outcome.FAILED;
            throw new ImageException(
                    Kind.NOT_STORED, "layer " + layer.digest() + ": " + destination.name() + ": " + e.getMessage(), e);
        } finally {
            options.listener().layerDone(layer, outcome);
        }
    }

    /** The layer without its bytes being sent, or what it was compressed to before. */
    private Optional<Descriptor> reuse(BlobSpec spec, LayerChange change) throws IOException {
        if (spec.digest().isPresent()) {
            return destination.reuse(spec, repositories(spec.digest().get()));
        }
        if (change instanceof LayerChange.Compress compress
                && compress.compression().level().isEmpty()
                && spec.diffId().isPresent()) {
            Compression.Format format = compress.compression().format();
            for (Descriptor before : options.known().compressed(spec.diffId().get(), format)) {
                Descriptor typed = new Descriptor(spec.mediaType(), before.digest(), before.size());
                Optional<Descriptor> there =
                        destination.reuse(BlobSpec.layer(typed, spec.diffId()), repositories(before.digest()));
                if (there.isPresent()) {
                    return Optional.of(there.get().withAnnotations(before.annotations()));
                }
            }
        }
        return Optional.empty();
    }

    private List<String> repositories(Digest blob) {
        List<String> repositories = new ArrayList<>();
        origin.ifPresent(repositories::add);
        repositories.addAll(options.known().repositories(blob));
        return repositories;
    }

    private void remember(Descriptor layer, BlobSpec spec, LayerChange change, Descriptor result) {
        BlobInfoCache known = options.known();
        origin.ifPresent(repository -> known.isIn(layer.digest(), repository));
        destination.repository().ifPresent(repository -> known.isIn(result.digest(), repository));
        if (change instanceof LayerChange.Compress compress && spec.diffId().isPresent()) {
            known.isCompressedTo(spec.diffId().get(), compress.compression().format(), result);
        }
    }

    private Descriptor write(Descriptor layer, Optional<Digest> diffId, LayerChange change, BlobSpec spec)
            throws IOException {
        options.listener().layerStarted(layer);
        // no switches over patterns: the JVM makes a class for each, while the first layers wait
        if (change instanceof LayerChange.Compress compress) {
            Compressor compressed = streams.compressed(layer, compress.compression());
            return write(new SourceStream(compressed), spec).withAnnotations(compressed.annotations());
        }
        return write(
                change instanceof LayerChange.Decompress ? streams.decompressed(layer, diffId) : streams.kept(layer),
                spec);
    }

    private Descriptor write(InputStream bytes, BlobSpec spec) throws IOException {
        try (bytes) {
            return destination.write(bytes, spec);
        }
    }

    private BlobSpec spec(Descriptor layer, Optional<Digest> diffId, LayerChange change) {
        if (change instanceof LayerChange.Compress compress) {
            String type = LayerTypes.layer(docker, compress.compression().format());
            return BlobSpec.unknownLayer(type, diffId);
        }
        if (change instanceof LayerChange.Decompress) {
            String type = LayerTypes.layer(docker, Compression.Format.NONE);
            return new BlobSpec(BlobSpec.Role.LAYER, type, diffId, OptionalLong.empty(), diffId);
        }
        return BlobSpec.layer(layer, diffId);
    }

    private static Descriptor described(Descriptor layer, Descriptor written, LayerChange change) {
        if (change instanceof LayerChange.Keep) {
            return layer;
        }
        Map<String, String> annotations = new LinkedHashMap<>(layer.annotations());
        annotations.keySet().removeIf(name -> name.startsWith(CHUNKED_PREFIX) || name.startsWith(STARGZ_PREFIX));
        annotations.putAll(written.annotations());
        return written.withAnnotations(annotations);
    }
}

package dev.pinisi.storage.internal;

import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.linux.Directory;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.LayerInfo;
import dev.pinisi.storage.LayerLimits;
import dev.pinisi.storage.internal.tar.LayerUnpacker;
import dev.pinisi.storage.internal.tar.TarLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A layer's directory while it is made, in a claim. */
record StagedLayer(Path directory, TarLimits limits) {
    StagedLayer(Claim claim, LayerLimits limits) {
        this(claim.fresh("layer"), limits(limits));
    }

    private static TarLimits limits(LayerLimits limits) {
        TarLimits usual = TarLimits.DEFAULT;
        return new TarLimits(limits.entries(), limits.bytes(), usual.nameBytes(), usual.depth(), usual.headerBytes());
    }

    /**
     * Unpacks an archive and finds its digest.
     *
     * @param known of its files; true if the digest is what it should be
     */
    LayerInfo unpack(InputStream tar, List<KnownContent> known, String algorithm) throws IOException {
        SmallFiles.makeDirectories(directory);
        LayerUnpacker.Result result;
        try (Directory open = Directory.open(directory);
                OutputStream headers = Files.newOutputStream(directory.resolve("tar-headers"))) {
            result = LayerUnpacker.unpack(tar, known, open, headers, Digest.hasher(algorithm), limits);
        }
        result.implied().write(directory);
        if (!result.digests().isEmpty()) {
            SmallFiles.write(
                    directory.resolve(LayerContents.FILE), result.digests().file());
        }
        return new LayerInfo(
                Digest.of(algorithm, result.digest()),
                result.streamBytes(),
                result.contentBytes(),
                result.entries(),
                result.definesRoot());
    }

    /** Makes it durable and visible; the caller holds its lock. */
    void place(LayerInfo info, Claim claim, Layout layout) {
        SmallFiles.write(directory.resolve(Layers.INFO), Layers.write(info));
        claim.pin(info.diffId());
        Durable.place(directory, layout.layer(info.diffId()));
    }

    void remove() {
        Claim.remove(directory);
    }
}

package dev.pinisi.image.internal.partial;

import dev.pinisi.image.internal.files.ChunkedPositions;
import dev.pinisi.image.internal.files.Stargz;
import dev.pinisi.image.spi.BlobParts;
import dev.pinisi.image.spi.HeldFiles;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.spec.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A layer that is put together from what the destination holds and what is fetched: bit for bit the archive that its DiffID
 * is of, so that whoever takes it verifies it as any other.
 */
public final class PartialLayer {
    /** Below, one request for the whole is best. */
    private static final long SMALL = 256 << 10;

    /** How an archive is put together. */
    interface Plan {
        /** How many bytes are fetched. */
        long fetched();

        List<KnownContent> known();

        ArchiveStream.Pieces pieces() throws IOException;
    }

    private final Plan plan;

    private PartialLayer(Plan plan) {
        this.plan = plan;
    }

    /** Whether a layer has a table of contents that makes it worth to look what of it is there. */
    public static boolean isPossible(Descriptor layer) throws IOException {
        return layer.size() >= SMALL
                && (ChunkedPositions.of(layer).isPresent()
                        || Stargz.tableDigest(layer).isPresent());
    }

    /**
     * Finds out what has to be fetched of a layer.
     *
     * @return empty if that is most of it
     * @throws IOException or an unchecked exception if its table of contents is wrong, or cannot be had: the layer may
     *     still be right as a whole
     */
    public static Optional<PartialLayer> of(Descriptor layer, BlobParts blob, HeldFiles held) throws IOException {
        Optional<ChunkedPositions> chunked = ChunkedPositions.of(layer);
        Plan plan = chunked.isPresent()
                ? ChunkedPlan.of(layer, chunked.get(), blob, held)
                : StargzPlan.of(layer, blob, held);
        boolean worth = plan.fetched() <= layer.size() / 10 * 9;
        return worth ? Optional.of(new PartialLayer(plan)) : Optional.empty();
    }

    /** How many bytes of the blob are fetched besides those that describe it. */
    public long fetched() {
        return plan.fetched();
    }

    /** What is known of the files in the archive. */
    public List<KnownContent> known() {
        return plan.known();
    }

    /** The archive; not verified as a whole. */
    public InputStream open() throws IOException {
        return new ArchiveStream(plan.pieces());
    }
}

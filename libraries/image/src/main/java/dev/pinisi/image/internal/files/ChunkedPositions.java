package dev.pinisi.image.internal.files;

import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where a layer in zstd:chunked form has what it is described by, as its annotations say.
 *
 * @param table the table of contents, compressed
 * @param checksum of the compressed table
 * @param tarSplit what the archive has besides contents, compressed; empty if the layer does not have that
 */
public record ChunkedPositions(BlobPart table, Digest checksum, Optional<BlobPart> tarSplit) {
    private static final String PREFIX = "io.github.containers.zstd-chunked.";

    /**
     * The positions of a layer; empty if it is in another form.
     *
     * @throws IOException if the annotations make no sense
     */
    public static Optional<ChunkedPositions> of(Descriptor layer) throws IOException {
        Map<String, String> annotations = layer.annotations();
        String table = annotations.getOrDefault(PREFIX + "manifest-position", "");
        String checksum = annotations.getOrDefault(PREFIX + "manifest-checksum", "");
        String tarSplit = annotations.getOrDefault(PREFIX + "tarsplit-position", "");
        if (table.isEmpty() || checksum.isEmpty()) {
            return Optional.empty();
        }
        try {
            String[] parts = table.split(":", -1);
            if (parts.length != 4 || !parts[3].equals("1")) {
                throw new IOException("a table of contents of an unknown type at " + table);
            }
            return Optional.of(new ChunkedPositions(
                    part(parts, layer),
                    Digest.parse(checksum),
                    tarSplit.isEmpty() ? Optional.empty() : Optional.of(part(tarSplit.split(":", -1), layer))));
        } catch (SpecException | IllegalArgumentException e) {
            throw new IOException("its annotations: " + e.getMessage(), e);
        }
    }

    /** {@code OFFSET:COMPRESSED:UNCOMPRESSED…}. */
    private static BlobPart part(String[] numbers, Descriptor layer) throws IOException {
        if (numbers.length < 3) {
            throw new IOException("a position without a length");
        }
        long offset = Long.parseLong(numbers[0]);
        long length = Long.parseLong(numbers[1]);
        if (length < 0 || length > TocEntries.MOST_BYTES || Long.parseLong(numbers[2]) > TocEntries.MOST_BYTES * 8L) {
            throw new IOException("a table of contents of " + length + " bytes");
        }
        if (offset < 0 || offset > layer.size() - length) {
            throw new IOException("its table of contents points behind its end");
        }
        return new BlobPart(offset, offset + length);
    }
}

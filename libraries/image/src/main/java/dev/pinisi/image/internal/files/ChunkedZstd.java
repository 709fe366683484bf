package dev.pinisi.image.internal.files;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageFile;
import dev.pinisi.image.internal.stream.Decompression;
import dev.pinisi.image.spi.BlobPart;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.json.JsonException;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The table of contents of a layer in containers/storage's zstd:chunked form: a zstd frame near the blob's end, where
 * annotations of its descriptor say, and each file a frame of its own.
 */
final class ChunkedZstd implements TableOfContents {
    private final Ranges blob;
    private final TocEntries entries;

    private ChunkedZstd(Ranges blob, TocEntries entries) {
        this.blob = blob;
        this.entries = entries;
    }

    /** The layer's table; empty if it has none. */
    static Optional<TableOfContents> of(ImageSource source, Descriptor layer, int number) throws IOException {
        try {
            Optional<ChunkedPositions> positions = ChunkedPositions.of(layer);
            if (positions.isEmpty()) {
                return Optional.empty();
            }
            Ranges blob = new Ranges(source, layer);
            BlobPart table = positions.get().table();
            byte[] compressed = blob.read(table.offset(), (int) table.length());
            if (!positions.get().checksum().matches(compressed)) {
                throw new ImageException(
                        Kind.CORRUPT,
                        "layer " + layer.digest() + ": its table of contents is not that of its manifest");
            }
            return Optional.of(new ChunkedZstd(blob, TocEntries.decompress(compressed, number)));
        } catch (SpecException | JsonException e) {
            throw new ImageException(
                    Kind.CORRUPT, "layer " + layer.digest() + ": its table of contents: " + e.getMessage(), e);
        }
    }

    @Override
    public List<ImageFile> files() {
        return entries.files();
    }

    @Override
    public void read(ImageFile file, OutputStream out) throws IOException {
        VerifiedContent content = new VerifiedContent(file, out);
        for (TocEntries.Chunk chunk : entries.chunks(file.path())) {
            if (chunk.zeros()) {
                content.zeros(chunk.size());
                continue;
            }
            try (InputStream in = Decompression.open(blob.open(chunk.offset(), chunk.end() - chunk.offset()))) {
                content.take(in, chunk.size());
            }
        }
        content.finish();
    }
}

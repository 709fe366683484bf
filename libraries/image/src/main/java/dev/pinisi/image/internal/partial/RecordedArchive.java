package dev.pinisi.image.internal.partial;

import dev.pinisi.image.LayerArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The pieces of an archive whose files lie in a directory. */
public final class RecordedArchive implements ArchiveStream.Pieces {
    private final TarSplit split;
    private final LayerArchive.Contents contents;

    private RecordedArchive(TarSplit split, LayerArchive.Contents contents) {
        this.split = split;
        this.contents = contents;
    }

    /**
     * The archive.
     *
     * @param tarSplit closed with the stream that is returned, and if this fails
     */
    public static InputStream open(InputStream tarSplit, LayerArchive.Contents contents) throws IOException {
        return new ArchiveStream(new RecordedArchive(TarSplit.of(tarSplit), contents));
    }

    @Override
    public Optional<InputStream> next() throws IOException {
        Optional<TarSplit.Piece> next = split.next();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        TarSplit.Piece piece = next.get();
        return Optional.of(
                piece.size() == 0
                        ? new ByteArrayInputStream(piece.bytes())
                        : new Slice(contents.open(piece.path()), piece.size()));
    }

    @Override
    public void close() throws IOException {
        split.close();
    }
}

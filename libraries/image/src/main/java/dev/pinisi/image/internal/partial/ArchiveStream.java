package dev.pinisi.image.internal.partial;

import dev.pinisi.image.internal.stream.BlockInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An archive that is put together from pieces. */
final class ArchiveStream extends BlockInputStream {
    /** The pieces, in their order. */
    interface Pieces extends Closeable {
        /** The next one, which is read to its end and closed before the one after it is asked for; empty at the end. */
        Optional<InputStream> next() throws IOException;
    }

    private final Pieces pieces;
    private @Nullable InputStream piece;
    private boolean ended;

    ArchiveStream(Pieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0 && !ended) {
            InputStream open = piece;
            int count = open == null ? -1 : open.read(target, offset, length);
            if (count >= 0) {
                return count;
            }
            advance();
        }
        return length == 0 ? 0 : -1;
    }

    private void advance() throws IOException {
        closePiece();
        Optional<InputStream> next = pieces.next();
        ended = next.isEmpty();
        piece = next.orElse(null);
    }

    private void closePiece() throws IOException {
        InputStream open = piece;
        piece = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        try (pieces) {
            closePiece();
        }
    }
}

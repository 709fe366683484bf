package dev.pinisi.storage.internal.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A stream in chunks, read by whoever asks for them. */
final class StreamChunks implements ChunkSource {
    private final InputStream in;
    private Chunk spare = new Chunk();

    StreamChunks(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable Chunk next() {
        try {
            spare.length = in.read(spare.bytes, 0, Chunk.SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return spare.length <= 0 ? null : spare;
    }

    @Override
    public void recycle(Chunk chunk) {
        spare = chunk;
    }
}

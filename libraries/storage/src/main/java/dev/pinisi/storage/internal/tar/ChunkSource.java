package dev.pinisi.storage.internal.tar;

import org.jspecify.annotations.Nullable;

/** Gives a stream part by part. */
interface ChunkSource {
    /** The next part, never empty; null at the stream's end. */
    @Nullable
    Chunk next();

    /** Takes a part back that is no longer needed. */
    void recycle(Chunk chunk);
}

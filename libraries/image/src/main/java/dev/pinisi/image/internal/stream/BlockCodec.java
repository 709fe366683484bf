package dev.pinisi.image.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** A compression format whose stream can be put together from blocks that are compressed side by side. */
interface BlockCodec extends AutoCloseable {
    /** How much of what precedes a block helps to compress it, in bytes. */
    default int context() {
        return 0;
    }

    /** How many bytes are compressed at once. */
    int blockSize();

    /** What the stream begins with. */
    default byte[] header() {
        return new byte[0];
    }

    /**
     * Reads the next block.
     *
     * @return whether another may follow
     */
    default boolean fill(InputStream source, Block block) throws IOException {
        block.length = source.readNBytes(block.input, block.start, blockSize());
        return block.length == blockSize();
    }

    /** Takes note of a block, which is about to be compressed, in the stream's order. */
    default void add(Block block) {}

    /**
     * Compresses a block. Called by several threads at once.
     *
     * @param last whether the stream ends with it
     * @param first whether the stream begins with it; a first block may be empty, others only if they are the last
     */
    void compress(Block block, boolean last, boolean first);

    /** Takes note of a block that was compressed, in the stream's order. */
    default void put(Block block) {}

    /** What the stream ends with. */
    default byte[] trailer() {
        return new byte[0];
    }

    /** What a manifest has to say of the blob, once {@link #trailer} was asked for. */
    default Map<String, String> annotations() {
        return Map.of();
    }

    /** Frees what is not on the heap; called when no block is being compressed. */
    @Override
    void close();
}

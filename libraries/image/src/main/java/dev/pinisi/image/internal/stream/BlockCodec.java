package dev.pinisi.image.internal.stream;

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

    /** Takes note of a block, which is about to be compressed, in the stream's order. */
    default void add(Block block) {}

    /**
     * Compresses a block. Called by several threads at once.
     *
     * @param last whether the stream ends with it
     * @param first whether the stream begins with it; a first block may be empty, others only if they are the last
     */
    void compress(Block block, boolean last, boolean first);

    /** What the stream ends with. */
    default byte[] trailer() {
        return new byte[0];
    }

    /** Frees what is not on the heap; called when no block is being compressed. */
    @Override
    void close();
}

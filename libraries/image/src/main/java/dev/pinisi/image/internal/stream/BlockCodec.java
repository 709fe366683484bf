package dev.pinisi.image.internal.stream;

/** A compression format whose stream can be put together from blocks that are compressed side by side. */
interface BlockCodec {
    /** How much of what precedes a block helps to compress it, in bytes. */
    int context();

    /** How many bytes are compressed at once. */
    int blockSize();

    /** What the stream begins with. */
    byte[] header();

    /**
     * Compresses a block. Called by several threads at once.
     *
     * @param last whether the stream ends with it
     */
    void compress(Block block, boolean last);

    /**
     * What the stream ends with.
     *
     * @param checksum CRC-32 of all the bytes
     * @param length how many they are
     */
    byte[] trailer(long checksum, long length);
}

package dev.pinisi.image.internal.chunked;

import dev.pinisi.spec.Digest;

/** A piece of an archive that becomes a zstd frame of its own: headers, or a chunk of a file's content. */
public final class LayerFrame {
    private final long position;
    private final int size;
    private final boolean chunk;
    private final boolean zeros;
    private Digest digest = Digest.sha256(new byte[0]);
    private long offset;
    private long end;

    /**
     * @param position where a chunk begins in its file
     * @param zeros whether it is (part of) a hole
     */
    private LayerFrame(long position, int size, boolean chunk, boolean zeros) {
        this.position = position;
        this.size = size;
        this.chunk = chunk;
        this.zeros = zeros;
    }

    static LayerFrame literal(int size) {
        return new LayerFrame(0, size, false, false);
    }

    static LayerFrame chunk(long position, int size, boolean zeros) {
        return new LayerFrame(position, size, true, zeros);
    }

    /** Uncompressed. */
    public int size() {
        return size;
    }

    /** Whether it is of a file's content, and wants its digest. */
    public boolean isChunk() {
        return chunk;
    }

    /** Says what the digest of the bytes is. */
    public void hashed(Digest computed) {
        digest = computed;
    }

    /** Says where the compressed bytes are in the blob. */
    public void placed(long from, long to) {
        offset = from;
        end = to;
    }

    long position() {
        return position;
    }

    boolean zeros() {
        return zeros;
    }

    Digest digest() {
        return digest;
    }

    long offset() {
        return offset;
    }

    long end() {
        return end;
    }
}

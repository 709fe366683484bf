package dev.pinisi.image.spi;

/**
 * A part of a blob.
 *
 * @param offset of its first byte
 * @param end behind its last byte
 */
public record BlobPart(long offset, long end) {
    public BlobPart {
        if (offset < 0 || end <= offset) {
            throw new IllegalArgumentException("a part from " + offset + " to " + end);
        }
    }

    /** In bytes. */
    public long length() {
        return end - offset;
    }
}

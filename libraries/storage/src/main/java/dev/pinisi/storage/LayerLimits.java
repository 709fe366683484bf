package dev.pinisi.storage;

/**
 * How much a layer's archive may ask for, so that a hostile one ends with an error instead of a full disk.
 *
 * @param entries files, directories and links
 * @param bytes of the archive uncompressed, and of any file in it, holes included
 */
public record LayerLimits(long entries, long bytes) {
    /** Ten million entries, 1 TiB. */
    public static final LayerLimits DEFAULT = new LayerLimits(10_000_000, 1L << 40);
}

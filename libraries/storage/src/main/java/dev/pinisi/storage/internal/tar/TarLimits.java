package dev.pinisi.storage.internal.tar;

/**
 * How much an archive may ask for.
 *
 * @param entries the most files, directories and links
 * @param bytes the most bytes of the archive, and the largest file in it, holes included
 * @param nameBytes the longest name or link text; Linux itself takes 4095
 * @param depth the deepest nesting of directories
 * @param headerBytes the most bytes of extended headers (pax records, long names) of one entry
 */
public record TarLimits(long entries, long bytes, int nameBytes, int depth, int headerBytes) {
    /** Far beyond any real layer: 10 million entries, 1 TiB, 256 levels, 2 MiB of extended headers. */
    public static final TarLimits DEFAULT = new TarLimits(10_000_000, 1L << 40, 4095, 256, 2 << 20);
}

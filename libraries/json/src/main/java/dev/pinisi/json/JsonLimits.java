package dev.pinisi.json;

/**
 * How much a document may ask of the parser.
 *
 * @param bytes the longest document
 * @param depth the deepest nesting of arrays and objects
 */
public record JsonLimits(int bytes, int depth) {
    /** Larger than any document a container tool has to read: 32 MiB, 128 levels. */
    public static final JsonLimits DEFAULT = new JsonLimits(32 << 20, 128);
}

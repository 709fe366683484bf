package dev.pinisi.image.internal.transfer;

import dev.pinisi.image.Compression;

/** What becomes of a layer on its way. */
sealed interface LayerChange {

    /** Its bytes stay as they are. */
    record Keep() implements LayerChange {}

    /** It arrives as a tar archive. */
    record Decompress() implements LayerChange {}

    /** It is compressed, anew if it was before. */
    record Compress(Compression compression) implements LayerChange {}
}

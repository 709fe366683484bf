/** Byte streams: verify, decompress, read ahead. */
@NullMarked
package dev.pinisi.image.internal.stream;

import org.jspecify.annotations.NullMarked;

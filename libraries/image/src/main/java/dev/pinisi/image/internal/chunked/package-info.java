/**
 * Layers in containers/storage's zstd:chunked form: a zstd stream in which each file begins a frame of its own, followed by
 * a table of contents and by what the archive has besides contents, in frames that decompressors skip.
 */
@NullMarked
package dev.pinisi.image.internal.chunked;

import org.jspecify.annotations.NullMarked;

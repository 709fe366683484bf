package dev.pinisi.image.spi;

import dev.pinisi.spec.Digest;
import java.util.Optional;

/**
 * What is known of a file in a layer's archive before the archive was read.
 *
 * @param offset where its content begins in the archive
 * @param size of its content in bytes
 * @param digest of its content; true if the archive is that of the layer's DiffID
 * @param held the same content in another layer
 */
public record KnownContent(long offset, long size, Digest digest, Optional<HeldFile> held) {}

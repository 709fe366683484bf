package dev.pinisi.storage;

import dev.pinisi.spec.Digest;

/**
 * A layer that the store has.
 *
 * @param diffId the digest of its uncompressed archive
 * @param archiveSize bytes of that archive
 * @param contentSize bytes of all its files
 * @param entries files, directories and links
 * @param definesRoot whether it says what owner, mode and time the root directory has
 */
public record LayerInfo(Digest diffId, long archiveSize, long contentSize, long entries, boolean definesRoot) {}

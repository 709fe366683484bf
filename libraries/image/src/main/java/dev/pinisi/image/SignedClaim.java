package dev.pinisi.image;

import dev.pinisi.spec.Digest;

/**
 * What the holder of a key said of an image. Made of verified signatures only.
 *
 * @param manifest the image: the digest of its manifest or index
 * @param reference what the signer calls it, as written; not yet compared with anything
 * @param signer the key: an OpenPGP fingerprint in capitals, or the SHA-256 of a sigstore key
 */
public record SignedClaim(Digest manifest, String reference, String signer) {}

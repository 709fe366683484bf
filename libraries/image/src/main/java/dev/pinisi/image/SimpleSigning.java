package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.trust.GnuPg;
import dev.pinisi.image.internal.trust.SimpleSignatures;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.util.List;
import java.util.Optional;

/**
 * Simple signing (container-signature(5)): a statement on an image's manifest in an OpenPGP message. Signatures are
 * made by the user's GnuPG and verified here, against exactly the keys given.
 */
public final class SimpleSigning {
    private static final GnuPg USERS = new GnuPg(Optional.empty());

    private SimpleSigning() {}

    /**
     * Signs a manifest.
     *
     * @param reference what the image is called, with tag or digest
     * @param key a fingerprint, or whatever else GnuPG takes for a key's name
     * @param passphrase of the key; without one GnuPG's agent asks, or knows
     * @throws ImageException if the reference names a repository only, or GnuPG cannot sign
     */
    public static Signature create(Digest manifest, ImageReference reference, String key, Optional<String> passphrase) {
        if (reference.tag().isEmpty() && reference.digest().isEmpty()) {
            throw new ImageException(
                    Kind.INVALID, "a signature cannot call an image just " + reference + ": a tag or digest expected");
        }
        byte[] payload = SimpleSignatures.payload(manifest, reference.toString());
        return Signature.simple(RawDocument.of(USERS.sign(payload, key, passphrase)));
    }

    /** What signs each manifest of a copy in this way, as {@link #create} does. */
    public static ManifestSigner signer(ImageReference reference, String key, Optional<String> passphrase) {
        return manifest -> List.of(create(manifest.raw().digest(), reference, key, passphrase));
    }

    /**
     * Verifies a signature, as valid now.
     *
     * @param keyrings public keys of OpenPGP, in armour or not
     * @return what was signed; whether that is the image at hand is for the caller to see
     * @throws SignatureException if it is not a valid signature by one of the keys
     * @throws ImageException if a keyring cannot be read
     */
    public static SignedClaim verify(Signature signature, List<byte[]> keyrings) {
        return SimpleSignatures.verify(signature, keyrings);
    }

    /**
     * The user's public key of that name, for {@link #verify}.
     *
     * @throws ImageException if GnuPG has none
     */
    public static byte[] publicKey(String key) {
        return USERS.export(key);
    }
}

package dev.pinisi.image;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.internal.trust.SigstoreSignatures;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Signing in sigstore's format, as cosign and skopeo do it with keys.
 *
 * <pre>{@code
 * PrivateKey key = SigstoreSigning.privateKey("release.private", Files.readAllBytes(file), passphrase);
 * ImageReference name = ImageReference.parse("registry.example.com/team/app:1.4");
 * ImageCopier.copy(source, destination, TransferOptions.builder()
 *         .signers(List.of(SigstoreSigning.signer(name, key)))
 *         .build());
 * }</pre>
 */
public final class SigstoreSigning {
    private SigstoreSigning() {}

    /**
     * A new key, as two files.
     *
     * @param privateKey sealed with a passphrase, in PEM
     * @param publicKey in PEM
     */
    public record KeyFiles(RawDocument privateKey, RawDocument publicKey) {}

    /** Makes a new key. */
    public static KeyFiles generateKey(String passphrase) {
        KeyPair pair = SigstoreSignatures.generate();
        return new KeyFiles(
                RawDocument.of(SigstoreSignatures.sealed(pair.getPrivate(), passphrase)),
                RawDocument.of(SigstoreSignatures.pem(pair.getPublic())));
    }

    /**
     * Opens a private key.
     *
     * @param name what errors call it
     * @param pem the file, of {@link #generateKey}, cosign or skopeo
     * @throws ImageException if it is none, or the passphrase is wrong
     */
    public static PrivateKey privateKey(String name, byte[] pem, String passphrase) {
        return SigstoreSignatures.unseal(name, pem, passphrase);
    }

    /**
     * Signs a manifest.
     *
     * @param reference what the image is called, with tag or digest
     * @throws ImageException if the reference names a repository only
     */
    public static Signature create(Digest manifest, ImageReference reference, PrivateKey key) {
        if (reference.tag().isEmpty() && reference.digest().isEmpty()) {
            throw new ImageException(
                    Kind.INVALID, "a signature cannot call an image just " + reference + ": a tag or digest expected");
        }
        return SigstoreSignatures.create(manifest, reference.toString(), key);
    }

    /** What signs each manifest of a copy in this way, as {@link #create} does. */
    public static ManifestSigner signer(ImageReference reference, PrivateKey key) {
        return manifest -> List.of(create(manifest.raw().digest(), reference, key));
    }

    /**
     * Verifies a signature.
     *
     * @param publicKeys in PEM, one each; any of them will do
     * @return what was signed; whether that is the image at hand is for the caller to see
     * @throws SignatureException if it is not a valid signature by one of the keys
     * @throws ImageException if a key cannot be read
     */
    public static SignedClaim verify(Signature signature, List<byte[]> publicKeys) {
        List<PublicKey> keys = new ArrayList<>();
        for (byte[] pem : publicKeys) {
            keys.add(SigstoreSignatures.publicKey("the public key", pem));
        }
        return SigstoreSignatures.verify(signature, keys);
    }
}

package dev.pinisi.image.internal.trust;

import dev.pinisi.image.Signature;
import dev.pinisi.image.Signature.Kind;
import dev.pinisi.image.SignatureException;
import dev.pinisi.image.SignedClaim;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Sigstore's signatures as cosign keeps them: a payload, and its signature as an annotation. */
public final class SigstoreSignatures {
    private static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String ANNOTATION = "dev.cosignproject.cosign/signature";

    private SigstoreSignatures() {}

    /** Makes a key of the kind that all of sigstore's tools know (ECDSA on P-256). */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java run-time lacks P-256: " + e.getMessage(), e);
        }
    }

    /** The private key's file. */
    public static byte[] sealed(PrivateKey key, String passphrase) {
        return SealedKey.seal(key.getEncoded(), passphrase, new SecureRandom());
    }

    /** The public key's file. */
    public static byte[] pem(PublicKey key) {
        return new PemBlock("PUBLIC KEY", RawDocument.of(key.getEncoded())).write();
    }

    /** Opens a private key's file. */
    public static PrivateKey unseal(String name, byte[] pem, String passphrase) {
        return SigstoreKey.readPrivate(name, SealedKey.open(name, pem, passphrase));
    }

    /** Signs a manifest. */
    public static Signature create(Digest manifest, String reference, PrivateKey key) {
        byte[] payload = new SignaturePayload(manifest, reference).write(Kind.SIGSTORE, Instant.now());
        String signature = Base64.getEncoder().encodeToString(SigstoreKey.sign(key, payload));
        return new Signature(Kind.SIGSTORE, MEDIA_TYPE, RawDocument.of(payload), Map.of(ANNOTATION, signature));
    }

    /** Reads a public key's file. */
    public static PublicKey publicKey(String name, byte[] pem) {
        return SigstoreKey.readPublic(name, pem);
    }

    /** As {@link dev.pinisi.image.SigstoreSigning#verify}. */
    public static SignedClaim verify(Signature signature, List<PublicKey> keys) {
        if (!isSignature(signature)) {
            throw new SignatureException("it is not a signature of sigstore, but \"" + signature.mediaType() + "\"");
        }
        byte[] payload = signature.payload().bytes();
        byte[] proof = proof(signature);
        for (PublicKey key : keys) {
            if (SigstoreKey.verifies(key, payload, proof)) {
                SignaturePayload read = SignaturePayload.read(Kind.SIGSTORE, payload);
                return new SignedClaim(read.manifest(), read.reference(), SigstoreKey.fingerprint(key));
            }
        }
        throw new SignatureException("it is not by " + (keys.size() == 1 ? "the trusted key" : "any trusted key"));
    }

    /** Whether this is a signature at all: attestations and the like lie in the same place. */
    static boolean isSignature(Signature signature) {
        return signature.kind() == Kind.SIGSTORE && signature.mediaType().equals(MEDIA_TYPE);
    }

    private static byte[] proof(Signature signature) {
        String text = signature.annotations().get(ANNOTATION);
        if (text == null) {
            throw new SignatureException("it lacks the annotation " + ANNOTATION);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new SignatureException("its annotation " + ANNOTATION + " is not base64: " + e.getMessage(), e);
        }
    }
}

package dev.pinisi.image.internal.trust;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.SignatureException;
import dev.pinisi.spec.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Keys of sigstore's signatures: ECDSA, RSA with PKCS #1 padding, Ed25519; all over SHA-256 that need a hash. */
final class SigstoreKey {
    private static final String[] ALGORITHMS = {"EC", "RSA", "Ed25519"};
    private static final int SHORTEST_RSA = 2048;

    private SigstoreKey() {}

    /**
     * Reads a public key in PEM.
     *
     * @param name what errors call it
     * @throws ImageException if it is none, or too short to trust
     */
    static PublicKey readPublic(String name, byte[] pem) {
        PemBlock block = PemBlock.read(name, pem);
        if (!block.label().equals("PUBLIC KEY")) {
            throw new ImageException(
                    Kind.INVALID, name + " holds a \"" + block.label() + "\"; a \"PUBLIC KEY\" in PEM expected");
        }
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(block.content().bytes());
        return checked(name, read(name, factory -> factory.generatePublic(encoded)));
    }

    /**
     * Reads a private key, PKCS #8 in DER.
     *
     * @param name what errors call it
     * @throws ImageException if it is none of the known kinds
     */
    static PrivateKey readPrivate(String name, byte[] der) {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der);
        return read(name, factory -> factory.generatePrivate(encoded));
    }

    private interface Reading<K> {
        K from(KeyFactory factory) throws InvalidKeySpecException;
    }

    private static <K> K read(String name, Reading<K> reading) {
        for (String algorithm : ALGORITHMS) {
            try {
                return reading.from(KeyFactory.getInstance(algorithm));
            } catch (InvalidKeySpecException e) {
                // of another kind
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java run-time lacks " + algorithm, e);
            }
        }
        throw new ImageException(Kind.INVALID, name + " holds no ECDSA, RSA or Ed25519 key");
    }

    static byte[] sign(PrivateKey key, byte[] payload) {
        try {
            Signature signer = Signature.getInstance(scheme(key.getAlgorithm()));
            signer.initSign(key);
            signer.update(payload);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new ImageException(Kind.INVALID, "the private key cannot sign: " + e.getMessage(), e);
        }
    }

    static boolean verifies(PublicKey key, byte[] payload, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(scheme(key.getAlgorithm()));
            verifier.initVerify(key);
            verifier.update(payload);
            return verifier.verify(signature);
        } catch (java.security.SignatureException e) {
            // not even a signature's form
            return false;
        } catch (GeneralSecurityException e) {
            throw new SignatureException("it cannot be verified: " + e.getMessage(), e);
        }
    }

    /** A name for a key: the SHA-256 of its X.509 form. */
    static String fingerprint(PublicKey key) {
        return Digest.sha256(key.getEncoded()).hex();
    }

    private static PublicKey checked(String name, PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            throw new ImageException(
                    Kind.INVALID,
                    name + ": an RSA key of " + rsa.getModulus().bitLength() + " bits; at least " + SHORTEST_RSA
                            + " expected");
        }
        return key;
    }

    private static String scheme(String algorithm) {
        return switch (algorithm) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }
}

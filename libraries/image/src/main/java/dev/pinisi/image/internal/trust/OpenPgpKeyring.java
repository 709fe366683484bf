package dev.pinisi.image.internal.trust;

import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.SignatureException;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.util.encoders.Hex;

/** Exactly the OpenPGP keys that somebody trusts; no web of trust, no key server, no keyring of the user. */
final class OpenPgpKeyring {
    /** The library's own rules against broken hashes and short keys, with DSA, which GnuPG still makes and takes. */
    private static final OpenPGPPolicy POLICY =
            new OpenPGPDefaultPolicy().acceptPublicKeyAlgorithmWithMinimalStrength(PublicKeyAlgorithmTags.DSA, 2048);

    /**
     * Content that one of the keys signed.
     *
     * @param fingerprint of the primary key, in capitals
     */
    record Verified(RawDocument content, String fingerprint) {}

    private final List<OpenPGPCertificate> certificates;

    private OpenPgpKeyring(List<OpenPGPCertificate> certificates) {
        this.certificates = certificates;
    }

    /**
     * Reads public keys, in armour or not.
     *
     * @param name what errors call the keyring
     * @throws ImageException if it holds no public key
     */
    static OpenPgpKeyring read(String name, byte[] keys) {
        List<OpenPGPCertificate> certificates = new ArrayList<>();
        OpenPGPKeyReader reader = new OpenPGPKeyReader(new BcOpenPGPImplementation(), POLICY);
        try {
            for (byte[] block : ArmorBlocks.split(keys)) {
                certificates.addAll(reader.parseCertificates(block));
            }
        } catch (IOException | RuntimeException e) {
            throw new ImageException(Kind.INVALID, name + " is not a keyring of OpenPGP: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new ImageException(Kind.INVALID, name + " holds no public key of OpenPGP");
        }
        return new OpenPgpKeyring(certificates);
    }

    /** The keys of all of them. */
    static OpenPgpKeyring union(List<OpenPgpKeyring> keyrings) {
        List<OpenPGPCertificate> all = new ArrayList<>();
        for (OpenPgpKeyring keyring : keyrings) {
            all.addAll(keyring.certificates);
        }
        return new OpenPgpKeyring(all);
    }

    /**
     * Verifies a message as it is valid at this time: a key that has expired or was revoked since then does not count.
     *
     * @throws SignatureException if it is not a message signed by one of the keys
     */
    Verified verify(byte[] message, Instant now) {
        OpenPgpMessage parsed = OpenPgpMessage.parse(message);
        PGPSignature signature = parsed.signature();
        try {
            checkForm(signature, now);
            OpenPGPComponentKey key = signer(signature);
            checkKey(key, signature, now);
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.getPGPPublicKey());
            signature.update(parsed.content().bytes());
            if (!signature.verify()) {
                throw new SignatureException("it is not by the key " + fingerprint(key) + ", though it says so");
            }
            return new Verified(
                    parsed.content(), fingerprint(key.getCertificate().getPrimaryKey()));
        } catch (PGPException | RuntimeException e) {
            throw e instanceof SignatureException known
                    ? known
                    : new SignatureException("it cannot be verified: " + e.getMessage(), e);
        }
    }

    private static void checkForm(PGPSignature signature, Instant now) {
        if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
            throw new SignatureException(
                    "it is not a signature of a document's bytes (type " + signature.getSignatureType() + ")");
        }
        if (!POLICY.isAcceptableSignature(signature)) {
            throw new SignatureException("it uses a hash that is broken, or demands what is not known here");
        }
        long lifetime = signature.getHashedSubPackets() == null
                ? 0
                : signature.getHashedSubPackets().getSignatureExpirationTime();
        Instant expiry = signature.getCreationTime().toInstant().plusSeconds(lifetime);
        if (lifetime != 0 && !now.isBefore(expiry)) {
            throw new SignatureException("it expired at " + expiry);
        }
    }

    private OpenPGPComponentKey signer(PGPSignature signature) {
        List<KeyIdentifier> named = signature.getKeyIdentifiers();
        for (OpenPGPCertificate certificate : certificates) {
            for (OpenPGPComponentKey key : certificate.getKeys()) {
                if (key.getKeyIdentifier().isPresentIn(named)) {
                    return key;
                }
            }
        }
        throw new SignatureException("it is by the key " + (named.isEmpty() ? "of nobody" : named.get(0))
                + ", which is not among the trusted ones");
    }

    private static void checkKey(OpenPGPComponentKey key, PGPSignature signature, Instant instant) {
        Date now = Date.from(instant);
        OpenPGPComponentKey primary = key.getCertificate().getPrimaryKey();
        for (OpenPGPComponentKey each : List.of(primary, key)) {
            if (each.getRevocation() != null) {
                throw new SignatureException("the key " + fingerprint(each) + " is revoked");
            }
            Date expiry = each.getKeyExpirationDateAt(now);
            if (expiry != null && !instant.isBefore(expiry.toInstant())) {
                throw new SignatureException("the key " + fingerprint(each) + " expired at " + expiry.toInstant());
            }
            if (!each.isBoundAt(now)) {
                throw new SignatureException("the key " + fingerprint(each) + " is not valid: its own signatures fail");
            }
        }
        if (!key.isSigningKey(now)) {
            throw new SignatureException("the key " + fingerprint(key) + " is not one for signing");
        }
        if (key.getCreationTime()
                .toInstant()
                .isAfter(signature.getCreationTime().toInstant())) {
            throw new SignatureException("it is older than its key, " + fingerprint(key));
        }
    }

    private static String fingerprint(OpenPGPComponentKey key) {
        return Hex.toHexString(key.getPGPPublicKey().getFingerprint()).toUpperCase(Locale.ROOT);
    }
}

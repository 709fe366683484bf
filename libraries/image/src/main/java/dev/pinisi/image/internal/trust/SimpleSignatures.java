package dev.pinisi.image.internal.trust;

import dev.pinisi.image.Signature;
import dev.pinisi.image.Signature.Kind;
import dev.pinisi.image.SignatureException;
import dev.pinisi.image.SignedClaim;
import dev.pinisi.spec.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Simple signing: payload in an OpenPGP message. */
public final class SimpleSignatures {
    private SimpleSignatures() {}

    /** What is to be signed. */
    public static byte[] payload(Digest manifest, String reference) {
        return new SignaturePayload(manifest, reference).write(Kind.SIMPLE, Instant.now());
    }

    /** As {@link dev.pinisi.image.SimpleSigning#verify}. */
    public static SignedClaim verify(Signature signature, List<byte[]> keyrings) {
        List<OpenPgpKeyring> read = new ArrayList<>();
        for (byte[] keyring : keyrings) {
            read.add(OpenPgpKeyring.read("the keyring", keyring));
        }
        return verify(signature, OpenPgpKeyring.union(read));
    }

    static SignedClaim verify(Signature signature, OpenPgpKeyring keyring) {
        if (signature.kind() != Kind.SIMPLE) {
            throw new SignatureException("it is not one of simple signing");
        }
        OpenPgpKeyring.Verified verified = keyring.verify(signature.payload().bytes(), Instant.now());
        SignaturePayload payload =
                SignaturePayload.read(Kind.SIMPLE, verified.content().bytes());
        return new SignedClaim(payload.manifest(), payload.reference(), verified.fingerprint());
    }
}

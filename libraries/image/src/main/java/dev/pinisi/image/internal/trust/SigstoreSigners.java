package dev.pinisi.image.internal.trust;

import dev.pinisi.config.PolicyKey;
import dev.pinisi.image.Signature;
import dev.pinisi.image.SignedClaim;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** {@code sigstoreSigned}: the holders of some keys. */
record SigstoreSigners(List<PublicKey> keys) implements TrustedSigners {

    static SigstoreSigners of(List<PolicyKey> keys) {
        List<PublicKey> read = new ArrayList<>();
        for (PolicyKey key : keys) {
            read.add(SigstoreKey.readPublic(key.name(), key.read()));
        }
        return new SigstoreSigners(read);
    }

    @Override
    public String format() {
        return "sigstore";
    }

    @Override
    public String places() {
        return "in registries they are looked for where registries.d says use-sigstore-attachments: true";
    }

    @Override
    public boolean covers(Signature signature) {
        return SigstoreSignatures.isSignature(signature);
    }

    @Override
    public SignedClaim verify(Signature signature) {
        return SigstoreSignatures.verify(signature, keys);
    }
}

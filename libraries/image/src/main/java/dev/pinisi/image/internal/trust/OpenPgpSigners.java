package dev.pinisi.image.internal.trust;

import dev.pinisi.config.PolicyKey;
import dev.pinisi.image.Signature;
import dev.pinisi.image.SignedClaim;
import java.util.ArrayList;
import java.util.List;

/** {@code signedBy}: the holders of keys of OpenPGP. */
record OpenPgpSigners(OpenPgpKeyring keyring) implements TrustedSigners {

    static OpenPgpSigners of(List<PolicyKey> keys) {
        List<OpenPgpKeyring> keyrings = new ArrayList<>();
        for (PolicyKey key : keys) {
            keyrings.add(OpenPgpKeyring.read(key.name(), key.read()));
        }
        return new OpenPgpSigners(OpenPgpKeyring.union(keyrings));
    }

    @Override
    public String format() {
        return "simple signing";
    }

    @Override
    public String places() {
        return "for registries they are looked for where registries.d says (lookaside)";
    }

    @Override
    public boolean covers(Signature signature) {
        return signature.kind() == Signature.Kind.SIMPLE;
    }

    @Override
    public SignedClaim verify(Signature signature) {
        return SimpleSignatures.verify(signature, keyring);
    }
}

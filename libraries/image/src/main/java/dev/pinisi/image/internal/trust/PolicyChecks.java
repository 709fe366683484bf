package dev.pinisi.image.internal.trust;

import dev.pinisi.config.PolicyRequirement;
import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.config.SignedIdentity;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageIdentity;
import dev.pinisi.image.Signature;
import dev.pinisi.image.SignatureException;
import dev.pinisi.image.SignedClaim;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks an image against a policy's requirements. */
public final class PolicyChecks {
    private static final int LONGEST_SHOWN = 300;

    private PolicyChecks() {}

    /**
     * Refuses a policy that names what no image can be called.
     *
     * @throws ImageException if so
     */
    public static void validate(SignaturePolicy policy) {
        validate(policy.general());
        for (Map<String, List<PolicyRequirement>> scopes : policy.transports().values()) {
            for (List<PolicyRequirement> requirements : scopes.values()) {
                validate(requirements);
            }
        }
    }

    private static void validate(List<PolicyRequirement> requirements) {
        for (PolicyRequirement requirement : requirements) {
            if (requirement instanceof PolicyRequirement.SignedBy signed) {
                validate(signed.identity());
            } else if (requirement instanceof PolicyRequirement.SigstoreSigned signed) {
                validate(signed.identity());
            }
        }
    }

    private static void validate(SignedIdentity identity) {
        try {
            new IdentityMatch(identity);
        } catch (ImageException e) {
            throw e.within("policy.json");
        }
    }

    /**
     * Goes on, if the image meets all of the requirements.
     *
     * @throws ImageException of the kind REJECTED, naming the first that it does not meet
     */
    public static void check(
            List<PolicyRequirement> requirements, ImageSource source, ImageIdentity identity, Manifest manifest)
            throws IOException {
        for (PolicyRequirement requirement : requirements) {
            switch (requirement) {
                case PolicyRequirement.AcceptAnything nothing -> {}
                case PolicyRequirement.Reject reject -> throw rejected("it rejects images from there");
                case PolicyRequirement.Unsupported unsupported ->
                    throw rejected("it asks for " + unsupported.feature() + ", which cannot be checked here");
                case PolicyRequirement.SignedBy signed ->
                    oneOf(
                            source.signatures(manifest.raw().digest()),
                            OpenPgpSigners.of(signed.keys()),
                            new Expected(manifest, identity, new IdentityMatch(signed.identity())));
                case PolicyRequirement.SigstoreSigned signed ->
                    oneOf(
                            source.signatures(manifest.raw().digest()),
                            SigstoreSigners.of(signed.keys()),
                            new Expected(manifest, identity, new IdentityMatch(signed.identity())));
            }
        }
    }

    /** What a signature must say. */
    private record Expected(Manifest manifest, ImageIdentity image, IdentityMatch name) {
        void check(SignedClaim claim) {
            if (!manifest.raw().hasDigest(claim.manifest())) {
                throw new SignatureException("it is for another image, " + claim.manifest());
            }
            if (!name.accepts(image.reference(), claim.reference())) {
                throw new SignatureException(
                        "it calls the image \"" + shown(claim.reference()) + "\", which is not accepted");
            }
        }
    }

    /** What a signer wrote may be anything, and is printed on terminals. */
    private static String shown(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_SHOWN); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return out.append(text.length() > LONGEST_SHOWN ? "…" : "").toString();
    }

    private static void oneOf(List<Signature> signatures, TrustedSigners signers, Expected expected) {
        List<String> problems = new ArrayList<>();
        for (Signature signature : signatures) {
            if (!signers.covers(signature)) {
                continue;
            }
            try {
                expected.check(signers.verify(signature));
                return;
            } catch (SignatureException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        String wanted = "it asks for a signature of " + signers.format();
        if (!problems.isEmpty()) {
            throw rejected(
                    wanted + ", and none of " + problems.size() + " is accepted: " + String.join("; ", problems));
        }
        int others = signatures.size();
        throw rejected(wanted + ", and there is none"
                + (others == 0 ? "" : ", though there are " + others + " of other kinds") + "; " + signers.places());
    }

    private static ImageException rejected(String reason) {
        return new ImageException(
                Kind.REJECTED, "the signature policy (policy.json) does not accept this image: " + reason);
    }
}

package dev.pinisi.config;

import java.util.List;

/** One thing that an image must prove (containers-policy.json(5), "Policy Requirements"). */
public sealed interface PolicyRequirement {

    /** {@code insecureAcceptAnything}: nothing. */
    record AcceptAnything() implements PolicyRequirement {}

    /** {@code reject}: what no image can. */
    record Reject() implements PolicyRequirement {}

    /**
     * {@code signedBy}: that a holder of one of these OpenPGP keys signed it.
     *
     * @param keys keyrings; a signature by any key in any of them counts
     * @param identity what the signature must call the image
     */
    record SignedBy(List<PolicyKey> keys, SignedIdentity identity) implements PolicyRequirement {}

    /**
     * {@code sigstoreSigned}: that a holder of one of these keys signed it in sigstore's format.
     *
     * @param keys public keys, one each
     * @param identity what the signature must call the image
     */
    record SigstoreSigned(List<PolicyKey> keys, SignedIdentity identity) implements PolicyRequirement {}

    /**
     * A well-formed requirement that cannot be checked here, so that no image meets it.
     *
     * @param feature what would be needed: {@code sigstoreSigned with "fulcio"}
     */
    record Unsupported(String feature) implements PolicyRequirement {}
}

package dev.pinisi.config;

/** What a signature must call the image it is for (containers-policy.json(5), "signedBy"). */
public sealed interface SignedIdentity {

    /** {@code matchExact}: as it was asked for, by tag. */
    record MatchExact() implements SignedIdentity {}

    /** {@code matchRepoDigestOrExact}: as it was asked for; by any tag where it was asked for by digest. */
    record MatchRepoDigestOrExact() implements SignedIdentity {}

    /** {@code matchRepository}: by any tag of the repository that it was asked for in. */
    record MatchRepository() implements SignedIdentity {}

    /** {@code exactReference}: exactly this. */
    record ExactReference(String reference) implements SignedIdentity {}

    /** {@code exactRepository}: by any tag of this repository. */
    record ExactRepository(String repository) implements SignedIdentity {}

    /**
     * {@code remapIdentity}: as {@link MatchRepoDigestOrExact}, with the beginning of the name replaced, as mirrors
     * need.
     *
     * @param prefix a host, or host and path
     * @param signedPrefix what stands in its place in signatures
     */
    record RemapIdentity(String prefix, String signedPrefix) implements SignedIdentity {}
}

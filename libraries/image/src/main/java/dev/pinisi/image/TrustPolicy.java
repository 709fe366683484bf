package dev.pinisi.image;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.PolicyRequirement;
import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.image.internal.trust.PolicyChecks;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Manifest;
import java.io.IOException;
import java.util.List;

/**
 * A signature policy at work: asked for every image before any of it is written. An image is accepted if it meets all
 * requirements of the narrowest scope that it is in.
 *
 * <pre>{@code
 * TrustPolicy policy = TrustPolicy.load(ConfigPlaces.ofThisProcess());
 * ImageCopier.copy(source, store, CopyOptions.defaults().withCheck(policy));
 * ImageCopier.copy(source, destination, TransferOptions.builder().check(policy).build());
 * }</pre>
 */
public final class TrustPolicy implements ManifestCheck {
    private final SignaturePolicy policy;

    private TrustPolicy(SignaturePolicy policy) {
        this.policy = policy;
        PolicyChecks.validate(policy);
    }

    /**
     * The policy of this user and machine; without one anything is accepted.
     *
     * @throws dev.pinisi.config.ConfigException if there is one that is wrong
     * @throws ImageException if it names references that are none
     */
    public static TrustPolicy load(ConfigPlaces places) {
        return of(SignaturePolicy.load(places));
    }

    /**
     * This policy.
     *
     * @throws ImageException if it names references that are none
     */
    public static TrustPolicy of(SignaturePolicy policy) {
        return new TrustPolicy(policy);
    }

    /** Accepts whatever comes, as {@code --insecure-policy} asks. */
    public static TrustPolicy acceptAnything() {
        return of(SignaturePolicy.ACCEPT_ANYTHING);
    }

    @Override
    public void check(ImageSource source, Manifest manifest) throws IOException {
        if (policy.acceptsAnything()) {
            return;
        }
        ImageIdentity identity = source.identity();
        List<PolicyRequirement> requirements = policy.requirements(identity.transport(), identity.scopes());
        if (!SignaturePolicy.asksForNothing(requirements)) {
            PolicyChecks.check(requirements, source, identity, manifest);
        }
    }
}

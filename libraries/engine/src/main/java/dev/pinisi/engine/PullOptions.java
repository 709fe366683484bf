package dev.pinisi.engine;

import java.util.Optional;

/**
 * How an image is pulled.
 *
 * @param policy when to ask the registry
 * @param platform such as {@code linux/arm64}; empty for the host's
 * @param tlsVerify empty for what registries.conf says
 * @param authFile path; empty for the usual places
 * @param credentials {@code user:password}; empty for what the auth file says
 * @param retries how often a failed transfer is tried again
 * @param signaturePolicy path; empty for the user's or the machine's policy.json
 */
public record PullOptions(
        PullPolicy policy,
        String platform,
        Optional<Boolean> tlsVerify,
        String authFile,
        String credentials,
        int retries,
        String signaturePolicy) {
    public static final PullOptions DEFAULT = new PullOptions(PullPolicy.MISSING, "", Optional.empty(), "", "", 3, "");

    public PullOptions withPolicy(PullPolicy value) {
        return new PullOptions(value, platform, tlsVerify, authFile, credentials, retries, signaturePolicy);
    }

    public PullOptions withPlatform(String value) {
        return new PullOptions(policy, value, tlsVerify, authFile, credentials, retries, signaturePolicy);
    }

    public PullOptions withTlsVerify(boolean value) {
        return new PullOptions(policy, platform, Optional.of(value), authFile, credentials, retries, signaturePolicy);
    }

    public PullOptions withAuthFile(String path) {
        return new PullOptions(policy, platform, tlsVerify, path, credentials, retries, signaturePolicy);
    }

    public PullOptions withCredentials(String userAndPassword) {
        return new PullOptions(policy, platform, tlsVerify, authFile, userAndPassword, retries, signaturePolicy);
    }

    public PullOptions withRetries(int count) {
        return new PullOptions(policy, platform, tlsVerify, authFile, credentials, count, signaturePolicy);
    }

    public PullOptions withSignaturePolicy(String path) {
        return new PullOptions(policy, platform, tlsVerify, authFile, credentials, retries, path);
    }
}

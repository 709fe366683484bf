package dev.pinisi.imagetool;

import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.image.ManifestCheck;
import dev.pinisi.image.ManifestSigner;
import java.nio.file.Path;
import java.util.List;

/** What the user's policy asks of images, and what signs them. */
final class Trust {
    private Trust() {}

    /** Asked about each image before anything of it is written. */
    static ManifestCheck policy(Invocation call, String location) {
        SignaturePolicy policy = load(call.globals());
        if (policy.acceptsAnything()) {
            return ManifestCheck.NONE;
        }
        throw new Failure(
                "Source image rejected: the policy wants " + location + " verified, which is not supported yet");
    }

    static List<ManifestSigner> signers(Invocation call, String destination) {
        if (call.arguments().has("sign-by") || call.arguments().has("sign-by-sigstore-private-key")) {
            throw new Failure("signing " + destination + " is not supported yet");
        }
        return List.of();
    }

    private static SignaturePolicy load(Globals globals) {
        if (globals.insecurePolicy()) {
            return SignaturePolicy.ACCEPT_ANYTHING;
        }
        try {
            return globals.policy().isEmpty()
                    ? SignaturePolicy.load(globals.places())
                    : SignaturePolicy.read(Path.of(globals.policy()));
        } catch (RuntimeException e) {
            throw new Failure("Error loading trust policy", e);
        }
    }
}

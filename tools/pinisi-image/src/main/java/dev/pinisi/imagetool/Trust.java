package dev.pinisi.imagetool;

import dev.pinisi.commandline.Arguments;
import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.ManifestCheck;
import dev.pinisi.image.ManifestSigner;
import dev.pinisi.image.SigstoreSigning;
import dev.pinisi.image.SimpleSigning;
import dev.pinisi.image.TrustPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the user's policy asks of images, and what signs them. */
final class Trust {
    private Trust() {}

    /** Asked about each image before anything of it is written. */
    static ManifestCheck policy(Globals globals) {
        try {
            if (globals.insecurePolicy()) {
                return TrustPolicy.acceptAnything();
            }
            SignaturePolicy policy = globals.policy().isEmpty()
                    ? SignaturePolicy.load(globals.places())
                    : SignaturePolicy.read(Path.of(globals.policy()));
            if (globals.requireSigned() && policy.acceptsAnything()) {
                throw new Failure("--require-signed: the policy accepts unsigned images; name another with --policy");
            }
            return TrustPolicy.of(policy);
        } catch (RuntimeException e) {
            throw new Failure("Error loading trust policy", e);
        }
    }

    /**
     * What signs the manifests of a copy.
     *
     * @param destination whose name the signatures bear, unless {@code --sign-identity} has another
     */
    static List<ManifestSigner> signers(Invocation call, String destination) {
        Arguments arguments = call.arguments();
        String gpgKey = arguments.string("sign-by");
        String sigstoreKey = arguments.string("sign-by-sigstore-private-key");
        if (gpgKey.isEmpty() && sigstoreKey.isEmpty()) {
            return List.of();
        }
        if (!gpgKey.isEmpty() && !sigstoreKey.isEmpty() && arguments.has("sign-passphrase-file")) {
            throw new Failure("Only one of --sign-by and --sign-by-sigstore-private-key can be used with"
                    + " --sign-passphrase-file");
        }
        ImageReference identity = identity(arguments, destination);
        Optional<String> passphrase = Passphrases.inFile(arguments.string("sign-passphrase-file"));
        List<ManifestSigner> signers = new ArrayList<>();
        if (!gpgKey.isEmpty()) {
            signers.add(SimpleSigning.signer(identity, gpgKey, passphrase));
        }
        if (!sigstoreKey.isEmpty()) {
            String secret = passphrase.orElseGet(() -> Passphrases.ask(call, sigstoreKey));
            byte[] pem = Input.read("private key", sigstoreKey);
            signers.add(SigstoreSigning.signer(identity, SigstoreSigning.privateKey(sigstoreKey, pem, secret)));
        }
        return signers;
    }

    private static ImageReference identity(Arguments arguments, String destination) {
        String given = arguments.knows("sign-identity") ? arguments.string("sign-identity") : "";
        if (!given.isEmpty()) {
            if (ImageReference.isShortName(given)) {
                throw new Failure("Could not parse --sign-identity: repository name must be canonical");
            }
            return ImageReference.parse(given);
        }
        if (!Places.isRegistry(destination)) {
            throw new Failure("Cannot determine canonical Docker reference for destination " + destination
                    + "; name it with --sign-identity");
        }
        return ImageReference.parse(destination.substring(Places.REGISTRY.length()))
                .orLatest();
    }
}

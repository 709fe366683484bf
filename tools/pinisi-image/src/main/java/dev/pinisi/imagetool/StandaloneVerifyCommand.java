package dev.pinisi.imagetool;

import dev.pinisi.commandline.Manual;
import dev.pinisi.commandline.OptionTable;
import dev.pinisi.image.ImageException;
import dev.pinisi.image.ImageReference;
import dev.pinisi.image.Signature;
import dev.pinisi.image.SignatureException;
import dev.pinisi.image.SignedClaim;
import dev.pinisi.image.SimpleSigning;
import dev.pinisi.spec.RawDocument;
import java.util.ArrayList;
import java.util.List;

/** {@code standalone-verify}. */
final class StandaloneVerifyCommand implements Command {
    private static final List<String> ANY = List.of("any");

    @Override
    public Manual manual() {
        return new Manual(
                "Verify a signature using local files",
                "Verify a signature using local files\n\nKEY-FINGERPRINTS can be a comma separated list of fingerprints,"
                        + " or \"any\" if you trust all the keys in the public key file.",
                "MANIFEST DOCKER-REFERENCE KEY-FINGERPRINTS SIGNATURE",
                List.of());
    }

    @Override
    public OptionTable options() {
        return new OptionTable()
                .string("public-key-file", "File containing public keys. If not specified, will use local GPG keys.");
    }

    @Override
    public void run(Invocation call) {
        call.expect(
                4,
                "Usage: " + ImageTool.NAME + " standalone-verify manifest docker-reference key-fingerprint signature");
        String keyFile = call.arguments().string("public-key-file");
        List<String> fingerprints = List.of(call.word(2).split(",", -1));
        if (keyFile.isEmpty() && fingerprints.equals(ANY)) {
            throw new Failure("Cannot use any fingerprint without a public key file");
        }
        RawDocument manifest = RawDocument.of(Input.read("manifest", call.word(0)));
        Signature signature = Signature.simple(RawDocument.of(Input.read("signature", call.word(3))));
        try {
            SignedClaim claim = SimpleSigning.verify(signature, keyrings(keyFile, fingerprints));
            requireSigner(claim, fingerprints);
            requireImage(claim, manifest, call.word(1));
            call.out()
                    .println("Signature verified using fingerprint " + claim.signer() + ", digest " + claim.manifest());
        } catch (SignatureException | ImageException e) {
            throw new Failure("Error verifying signature", e);
        }
    }

    private static List<byte[]> keyrings(String keyFile, List<String> fingerprints) {
        if (!keyFile.isEmpty()) {
            return List.of(Input.read("public keys", keyFile));
        }
        List<byte[]> keyrings = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            keyrings.add(SimpleSigning.publicKey(fingerprint));
        }
        return keyrings;
    }

    private static void requireSigner(SignedClaim claim, List<String> fingerprints) {
        boolean expected = fingerprints.equals(ANY);
        for (String fingerprint : fingerprints) {
            expected |= claim.signer().equalsIgnoreCase(fingerprint);
        }
        if (!expected) {
            throw new SignatureException("Signature by " + claim.signer() + " does not match expected fingerprints ["
                    + String.join(" ", fingerprints) + "]");
        }
    }

    private static void requireImage(SignedClaim claim, RawDocument manifest, String reference) {
        ImageReference expected = ImageReference.parse(reference);
        if (!ImageReference.parse(claim.reference()).equals(expected)) {
            throw new SignatureException(
                    "Docker reference " + Quoted.of(claim.reference()) + " does not match " + Quoted.of(reference));
        }
        if (!manifest.hasDigest(claim.manifest())) {
            throw new SignatureException(
                    "Signature for docker digest " + Quoted.of(claim.manifest().toString()) + " does not match "
                            + Quoted.of(manifest.digest().toString()));
        }
    }
}

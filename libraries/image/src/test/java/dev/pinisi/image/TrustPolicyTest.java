package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.config.ConfigException;
import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.image.internal.trust.SimpleSignatures;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.Manifest;
import dev.pinisi.spec.RawDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
    private static final String DIGEST = "sha256:" + "0".repeat(64);
    private static final SigstoreSigning.KeyFiles KEY = SigstoreSigning.generateKey("");
    private static final PrivateKey PRIVATE =
            SigstoreSigning.privateKey("key", KEY.privateKey().bytes(), "");
    private static final String KEY_DATA =
            Base64.getEncoder().encodeToString(KEY.publicKey().bytes());

    @TempDir
    Path files;

    private final MemorySource image = MemorySource.of(new TestImage().plainLayer(1, 100));
    private final Manifest manifest = image.manifest();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // identity required | asked for | signed as | accepted
                "matchExact | quay.io/a/b:1 | quay.io/a/b:1 | true",
                "matchExact | quay.io/a/b:1 | quay.io/a/b:2 | false",
                "matchExact | quay.io/a/b:1 | quay.io/a/b@DIGEST | false",
                "matchExact | quay.io/a/b@DIGEST | quay.io/a/b:1 | false",
                "matchExact | busybox | docker.io/library/busybox:latest | true",
                "matchRepoDigestOrExact | quay.io/a/b:1 | quay.io/a/b:1 | true",
                "matchRepoDigestOrExact | quay.io/a/b:1 | quay.io/a/b:2 | false",
                "matchRepoDigestOrExact | quay.io/a/b@DIGEST | quay.io/a/b:1 | true",
                "matchRepoDigestOrExact | quay.io/a/b:2@DIGEST | quay.io/a/b:1 | true",
                "matchRepoDigestOrExact | quay.io/a/b@DIGEST | quay.io/a/c:1 | false",
                "- | quay.io/a/b:1 | quay.io/a/b:1 | true",
                "- | quay.io/a/b:1 | quay.io/a/b:2 | false",
                "matchRepository | quay.io/a/b:1 | quay.io/a/b:2 | true",
                "matchRepository | quay.io/a/b:1 | quay.io/a/c:1 | false",
                "exactReference vendor.example/b:1 | quay.io/a/b:1 | vendor.example/b:1 | true",
                "exactReference vendor.example/b:1 | quay.io/a/b:1 | vendor.example/b:2 | false",
                "exactRepository vendor.example/b | quay.io/a/b:1 | vendor.example/b:2 | true",
                "exactRepository vendor.example/b | quay.io/a/b:1 | quay.io/a/b:1 | false",
                "remapIdentity quay.io/a vendor.example | quay.io/a/b:1 | vendor.example/b:1 | true",
                "remapIdentity quay.io/a vendor.example | quay.io/a/b:1 | vendor.example/b:2 | false",
                "remapIdentity quay.io/a vendor.example | quay.io/a/b:1 | quay.io/a/b:1 | false",
                "remapIdentity quay.io/a vendor.example | quay.io/ab/c:1 | quay.io/ab/c:1 | true",
                "remapIdentity quay.io/a vendor.example | quay.io/a/b@DIGEST | vendor.example/b:2 | true",
            })
    void identitiesAreComparedAsThePolicySays(String rule, String asked, String signed, boolean accepted) {
        TrustPolicy policy = policy(sigstore(identity(rule)));
        ImageReference reference = ImageReference.parse(signed.replace("DIGEST", DIGEST));
        SignedSource source =
                source(asked.replace("DIGEST", DIGEST), SigstoreSigning.create(digest(), reference, PRIVATE));

        if (accepted) {
            assertThatCode(() -> policy.check(source, manifest)).doesNotThrowAnyException();
        } else {
            assertRejected(policy, source, "it calls the image \"" + reference + "\", which is not accepted");
        }
    }

    @Test
    void aSignatureOfAnotherImageDoesNotCount() {
        Digest other = Digest.sha256("another".getBytes(UTF_8));
        ImageReference reference = ImageReference.parse("quay.io/a/b:1");
        TrustPolicy policy = policy(sigstore(""));

        assertRejected(
                policy,
                source("quay.io/a/b:1", SigstoreSigning.create(other, reference, PRIVATE)),
                "it is for another image, " + other);
        assertThatCode(() -> policy.check(
                        source(
                                "quay.io/a/b:1",
                                SigstoreSigning.create(other, reference, PRIVATE),
                                SigstoreSigning.create(digest(), reference, PRIVATE)),
                        manifest))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutASignatureAnImageIsRejected() {
        Signature simple = Signature.simple(RawDocument.of(new byte[] {1}));

        assertRejected(
                policy(sigstore("")), source("quay.io/a/b:1"), "asks for a signature of sigstore, and there is none");
        assertRejected(
                policy(sigstore("")),
                source("quay.io/a/b:1", simple),
                "there is none, though there are 1 of other kinds");
    }

    @Test
    void allRequirementsMustBeMet() {
        TrustPolicy policy = policy("{\"type\":\"insecureAcceptAnything\"},{\"type\":\"reject\"}");

        assertRejected(policy, source("quay.io/a/b:1"), "it rejects images from there");
    }

    @Test
    void whatCannotBeCheckedIsNotAccepted() {
        TrustPolicy policy =
                policy("{\"type\":\"sigstoreSigned\",\"keyData\":\"" + KEY_DATA + "\",\"rekorPublicKeyPath\":\"/r\"}");

        assertRejected(
                policy, source("quay.io/a/b:1"), "sigstoreSigned with \"rekorPublicKey…\", which cannot be checked");
    }

    @Test
    void whereImagesHaveNoNamesOnlyExactOnesCanBeAskedFor() throws Exception {
        ImageReference reference = ImageReference.parse("vendor.example/b:1");
        Signature signature = SigstoreSigning.create(digest(), reference, PRIVATE);
        SignedSource source = new SignedSource(image, ImageIdentity.unscoped("docker-archive"), signature);

        policy(sigstore(identity("exactReference vendor.example/b:1"))).check(source, manifest);
        assertRejected(policy(sigstore("")), source, "which is not accepted");
        assertRejected(policy(sigstore(identity("matchRepository"))), source, "which is not accepted");
    }

    @Test
    void simpleSigningIsCheckedWithThePolicysKeysOnly() throws Exception {
        try (GpgHome gpg = new GpgHome()) {
            String trusted = gpg.key("Trusted <trusted@example.com>", "ed25519", "never");
            String other = gpg.key("Other <other@example.com>", "ed25519", "never");
            Path keyring = Files.write(files.resolve("keyring"), gpg.publicKey(trusted));
            TrustPolicy policy =
                    policy("{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyPath\":\"" + keyring + "\"}");
            Signature good = signed(gpg, trusted);
            Signature bad = signed(gpg, other);

            policy.check(source("quay.io/a/b:1", bad, good), manifest);
            assertRejected(policy, source("quay.io/a/b:1", bad), "none of 1 is accepted: it is by the key");
            assertRejected(policy, source("quay.io/a/b:2", good), "it calls the image \"quay.io/a/b:1\"");
            Files.delete(keyring);
            assertThatThrownBy(() -> policy.check(source("quay.io/a/b:1", good), manifest))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("there is no such file");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exactReference vendor.example/b, a tag or digest expected",
        "exactReference Not/A/Reference, invalid image reference",
        "exactRepository -, invalid image reference",
        "remapIdentity busybox vendor.example, written out",
        "remapIdentity docker.io vendor.example/x:1, written out",
    })
    void aPolicyThatNamesNonsenseIsVoid(String rule, String problem) {
        assertThatThrownBy(() -> policy(sigstore(identity(rule))))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("policy.json: ")
                .hasMessageContaining(problem);
    }

    @Test
    void withoutAPolicyNoSignatureIsLookedFor() throws Exception {
        // one that has no signatures to give: asking for them would fail
        SignedSource source = new SignedSource(image, ImageIdentity.unscoped("docker"));
        source.failOnSignatures();

        TrustPolicy.acceptAnything().check(source, manifest);
    }

    private Digest digest() {
        return manifest.raw().digest();
    }

    private SignedSource source(String asked, Signature... signatures) {
        return new SignedSource(image, ImageIdentity.of("docker://" + asked), signatures);
    }

    private Signature signed(GpgHome gpg, String key) throws Exception {
        byte[] payload = SimpleSignatures.payload(digest(), "quay.io/a/b:1");
        return Signature.simple(RawDocument.of(gpg.sign(payload, key)));
    }

    private void assertRejected(TrustPolicy policy, SignedSource source, String reason) {
        assertThatThrownBy(() -> policy.check(source, manifest))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.REJECTED))
                .hasMessageStartingWith("the signature policy (policy.json) does not accept this image: ")
                .hasMessageContaining(reason);
    }

    private static TrustPolicy policy(String requirements) {
        String json = "{\"default\":[" + requirements + "]}";
        return TrustPolicy.of(SignaturePolicy.parse("policy.json", json.getBytes(UTF_8)));
    }

    private static String sigstore(String identity) {
        return "{\"type\":\"sigstoreSigned\",\"keyData\":\"" + KEY_DATA + "\"" + identity + "}";
    }

    private static String identity(String rule) {
        if (rule == null) {
            return "";
        }
        String[] words = rule.split(" ");
        String members = switch (words[0]) {
            case "exactReference" -> ",\"dockerReference\":\"" + words[1] + "\"";
            case "exactRepository" -> ",\"dockerRepository\":\"" + words[1] + "\"";
            case "remapIdentity" -> ",\"prefix\":\"" + words[1] + "\",\"signedPrefix\":\"" + words[2] + "\"";
            default -> "";
        };
        return ",\"signedIdentity\":{\"type\":\"" + words[0] + "\"" + members + "}";
    }
}

package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.image.internal.archive.SignatureFile;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and signatures of ours, of openssl's and of skopeo's. */
class SigstoreSigningTest {
    private static final String ANNOTATION = "dev.cosignproject.cosign/signature";
    private static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final Digest MANIFEST = Digest.sha256("a manifest".getBytes(UTF_8));
    private static final ImageReference BUSYBOX = ImageReference.parse("docker.io/library/busybox:1");
    private static final SigstoreSigning.KeyFiles KEY = SigstoreSigning.generateKey("open sesame");

    private static final PrivateKey OPENED =
            SigstoreSigning.privateKey("key", KEY.privateKey().bytes(), "open sesame");

    @TempDir
    Path files;

    @Test
    void whatWasSignedIsToldByVerification() {
        Signature signature = SigstoreSigning.create(MANIFEST, BUSYBOX, OPENED);

        SignedClaim claim =
                SigstoreSigning.verify(signature, List.of(KEY.publicKey().bytes()));

        assertThat(claim.manifest()).isEqualTo(MANIFEST);
        assertThat(claim.reference()).isEqualTo("docker.io/library/busybox:1");
    }

    @Test
    void opensslVerifiesOurs() throws Exception {
        assumeTrue(GpgHome.onPath("openssl"), "no openssl");
        Signature signature = SigstoreSigning.create(MANIFEST, BUSYBOX, OPENED);
        Path publicKey = write("key.pub", KEY.publicKey().bytes());
        Path payload = write("payload", signature.payload().bytes());
        Path proof = write(
                "proof", Base64.getDecoder().decode(signature.annotations().get(ANNOTATION)));

        assertThat(run("openssl", "dgst", "-sha256", "-verify", publicKey + "", "-signature", proof + "", payload + ""))
                .contains("Verified OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
                "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
                "-algorithm ED25519"
            })
    void opensslsAreVerified(String kind) throws Exception {
        assumeTrue(GpgHome.onPath("openssl"), "no openssl");
        Path secret = files.resolve("secret");
        run(("openssl genpkey -out " + secret + " " + kind).split(" "));
        run("openssl", "pkey", "-in", secret + "", "-pubout", "-out", files.resolve("public") + "");
        byte[] payload = payload("cosign container image signature", "null");
        Path file = write("payload", payload);
        Path proof = files.resolve("proof");
        if (kind.contains("ED25519")) {
            run("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", secret + "", "-in", file + "", "-out", proof + "");
        } else {
            run("openssl", "dgst", "-sha256", "-sign", secret + "", "-out", proof + "", file + "");
        }
        Signature signature = signature(payload, Base64.getEncoder().encodeToString(Files.readAllBytes(proof)));
        byte[] publicKey = Files.readAllBytes(files.resolve("public"));

        assertThat(SigstoreSigning.verify(signature, List.of(KEY.publicKey().bytes(), publicKey))
                        .manifest())
                .isEqualTo(MANIFEST);
        assertThatThrownBy(() -> SigstoreSigning.verify(
                        signature, List.of(KEY.publicKey().bytes())))
                .isInstanceOf(SignatureException.class)
                .hasMessage("it is not by the trusted key");
    }

    @Test
    void skopeosKeyAndSignatureAreRead() throws Exception {
        Signature signature = SignatureFile.read(resource("signature-1"));
        RawDocument manifest = RawDocument.of(resource("manifest.json"));

        assertThat(SigstoreSigning.verify(signature, List.of(resource("key.pub")))
                        .manifest())
                .isEqualTo(manifest.digest());
        PrivateKey skopeos = SigstoreSigning.privateKey("key", resource("key.private"), "open sesame");
        Signature ours = SigstoreSigning.create(MANIFEST, BUSYBOX, skopeos);
        assertThat(SigstoreSigning.verify(ours, List.of(resource("key.pub"))).manifest())
                .isEqualTo(MANIFEST);
        assertThat(SignatureFile.write(signature)).isEqualTo(resource("signature-1"));
    }

    @Test
    void anotherPassphraseDoesNotOpenTheKey() {
        assertThatThrownBy(() ->
                        SigstoreSigning.privateKey("my.key", KEY.privateKey().bytes(), "open barley"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("my.key cannot be opened: wrong passphrase");
    }

    @Test
    void aSealedKeyMayNotAskForMore() {
        String costly = new String(KEY.privateKey().bytes(), UTF_8);
        String json = new String(Base64.getMimeDecoder().decode(costly.replaceAll("-----.*-----", "")), UTF_8);

        for (String params : List.of("\"N\":1073741824", "\"N\":65535", "\"N\":0", "\"N\":-65536")) {
            byte[] changed = sealed(json.replace("\"N\":65536", params));
            assertThatThrownBy(() -> SigstoreSigning.privateKey("key", changed, "open sesame"))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContaining("kdf.params.N");
        }
        assertThatThrownBy(() -> SigstoreSigning.privateKey("key", sealed(json.replace("\"r\":8", "\"r\":800")), ""))
                .hasMessageContaining("r = 8 and p = 1 expected");
        assertThatThrownBy(
                        () -> SigstoreSigning.privateKey("key", KEY.publicKey().bytes(), ""))
                .hasMessageContaining("holds a \"PUBLIC KEY\"");
    }

    @Test
    void aTooShortKeyIsNotTrusted() throws Exception {
        assumeTrue(GpgHome.onPath("openssl"), "no openssl");
        Path secret = files.resolve("secret");
        run(("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out " + secret).split(" "));
        run("openssl", "pkey", "-in", secret + "", "-pubout", "-out", files.resolve("public") + "");
        Signature signature = SigstoreSigning.create(MANIFEST, BUSYBOX, OPENED);

        assertThatThrownBy(
                        () -> SigstoreSigning.verify(signature, List.of(Files.readAllBytes(files.resolve("public")))))
                .hasMessageContaining("an RSA key of 1024 bits");
    }

    @Test
    void simpleSignaturesPayloadsDoNotCount() {
        Signature made = SigstoreSigning.create(MANIFEST, BUSYBOX, OPENED);
        Signature mislabelled =
                new Signature(Signature.Kind.SIGSTORE, "text/plain", made.payload(), made.annotations());
        Signature unsigned = new Signature(Signature.Kind.SIGSTORE, MEDIA_TYPE, made.payload(), Map.of());

        assertRefused(mislabelled, "it is not a signature of sigstore, but \"text/plain\"");
        assertRefused(unsigned, "it lacks the annotation");
        assertRefused(signature(made.payload().bytes(), "?"), "is not base64");
        assertRefused(Signature.simple(made.payload()), "it is not a signature of sigstore");
    }

    @Test
    void nothingSignedMayBeChanged() {
        Signature made = SigstoreSigning.create(MANIFEST, BUSYBOX, OPENED);
        byte[] payload = made.payload().bytes();
        byte[] proof = Base64.getDecoder().decode(made.annotations().get(ANNOTATION));
        Random random = new Random(3);
        for (int i = 0; i < 250; i++) {
            byte[] changedPayload = payload.clone();
            byte[] changedProof = proof.clone();
            byte[] changed = random.nextBoolean() ? changedPayload : changedProof;
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertRefused(signature(changedPayload, Base64.getEncoder().encodeToString(changedProof)), "it is not by");
        }
    }

    @Test
    void damagedFilesOfSignaturesAreRefusedAndNothingElse() throws Exception {
        byte[] whole = resource("signature-1");
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                SignatureFile.read(damaged);
            } catch (ImageException e) {
                assertThat(e.getMessage()).contains("signature");
            }
        }
    }

    private static void assertRefused(Signature signature, String problem) {
        assertThatThrownBy(() -> SigstoreSigning.verify(
                        signature, List.of(KEY.publicKey().bytes())))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining(problem);
    }

    private static Signature signature(byte[] payload, String proof) {
        return new Signature(Signature.Kind.SIGSTORE, MEDIA_TYPE, RawDocument.of(payload), Map.of(ANNOTATION, proof));
    }

    private static byte[] payload(String type, String optional) {
        return ("{\"critical\":{\"identity\":{\"docker-reference\":\"quay.io/a/b\"},\"image\":{\"docker-manifest-digest\":\""
                        + MANIFEST + "\"},\"type\":\"" + type + "\"},\"optional\":" + optional + "}")
                .getBytes(UTF_8);
    }

    private static byte[] sealed(String json) {
        String label = "ENCRYPTED COSIGN PRIVATE KEY-----\n";
        String body = Base64.getMimeEncoder().encodeToString(json.getBytes(UTF_8));
        return ("-----BEGIN " + label + body + "\n-----END " + label).getBytes(UTF_8);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(files.resolve(name), bytes);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SigstoreSigningTest.class.getResourceAsStream("made-by-skopeo/" + name)) {
            return in.readAllBytes();
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}

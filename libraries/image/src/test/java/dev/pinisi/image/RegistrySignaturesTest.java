package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.pinisi.config.SignaturePolicy;
import dev.pinisi.image.internal.trust.SimpleSignatures;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures on their way to registries and back, ours and skopeo's, with a policy that wants them. */
class RegistrySignaturesTest {
    private static final String PASSPHRASE = "open sesame";
    private static final SigstoreSigning.KeyFiles KEY = SigstoreSigning.generateKey(PASSPHRASE);
    private static final PrivateKey OPENED =
            SigstoreSigning.privateKey("key", KEY.privateKey().bytes(), PASSPHRASE);

    @TempDir
    Path files;

    @TempDir
    static Path data;

    private static DockerRegistry registry;
    private static int repositories;
    private ImageReference reference;
    private RegistryOptions options;
    private final TestImage image = new TestImage().gzipLayer(4, 1000);
    private final Digest digest = image.manifest().digest();

    @BeforeAll
    static void start() throws IOException {
        registry = DockerRegistry.start(data);
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @BeforeEach
    void configure() throws IOException {
        repositories++;
        reference = ImageReference.parse(registry.host() + "/test/signed" + repositories + ":1");
        options = DockerRegistry.options().withSignatureConfiguration(files.resolve("registries.d"));
        Files.createDirectories(files.resolve("registries.d"));
        configure("lookaside: file://" + files.resolve("signatures"), "use-sigstore-attachments: true");
        Files.write(files.resolve("key.pub"), KEY.publicKey().bytes());
        Files.write(files.resolve("key.private"), KEY.privateKey().bytes());
        Files.writeString(files.resolve("passphrase"), PASSPHRASE + "\n");
    }

    @Test
    void attachedSignaturesAreAcceptedByThePolicyThatWantsThem() throws Exception {
        push(SigstoreSigning.signer(reference, OPENED));

        pull(sigstorePolicy());

        assertThat(RegistryRepository.of(reference.repository(), options).tags())
                .contains("sha256-" + digest.hex() + ".sig");
    }

    @Test
    void withoutASignatureNothingIsStored() {
        push();
        MemoryDestination store = new MemoryDestination();

        assertThatThrownBy(() -> pull(sigstorePolicy(), store))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.REJECTED))
                .hasMessageContaining(reference + ": the signature policy (policy.json) does not accept this image");
        assertThat(store.layers).isEmpty();
        assertThat(store.images).isEmpty();
    }

    @Test
    void ofAnIndexTheImageThatIsTakenMustBeSigned() throws Exception {
        String here = Platform.host().architecture();
        MemorySource index = new TestIndex()
                .add(image, here)
                .add(new TestImage().plainLayer(9, 100), here.equals("arm64") ? "amd64" : "arm64")
                .source();
        ManifestSigner signer = SigstoreSigning.signer(reference, OPENED);

        push(index, manifest -> manifest instanceof ImageIndex ? signer.sign(manifest) : List.of());
        assertThatThrownBy(() -> pull(sigstorePolicy())).hasMessageContaining("there is none");

        push(index, signer);
        pull(sigstorePolicy());
        try (ImageSource source = Transports.registry(reference, options);
                BlobDestination target = Transports.create("dir:" + files.resolve("all"), context())) {
            ImageCopier.copy(
                    source, target, everything().check(sigstorePolicy()).build());
        }
        assertThat(files.resolve("all/signature-1")).exists();
        assertThat(files.resolve("all/" + digest.hex() + ".signature-1")).exists();
    }

    @Test
    void signaturesAreAddedToThoseThatAreThere() throws Exception {
        SigstoreSigning.KeyFiles other = SigstoreSigning.generateKey("");
        PrivateKey second = SigstoreSigning.privateKey("key", other.privateKey().bytes(), "");
        push(SigstoreSigning.signer(reference, OPENED));
        push(SigstoreSigning.signer(reference, second));

        try (ImageSource source = Transports.registry(reference, options)) {
            assertThat(source.signatures(digest)).hasSize(2);
            // a copy brings them along, to where they are already
            copy(source, reference);
            assertThat(source.signatures(digest)).hasSize(2);
        }
        pull(sigstorePolicy());
    }

    @Test
    void signaturesGoAlongFromPlaceToPlace() throws Exception {
        push(SigstoreSigning.signer(reference, OPENED));
        ImageReference elsewhere = ImageReference.parse(registry.host() + "/other/place:2");
        Path directory = files.resolve("image");

        try (ImageSource source = Transports.registry(reference, options);
                BlobDestination kept = Transports.create("dir:" + directory, context())) {
            ImageCopier.copy(source, kept, TransferOptions.defaults());
        }
        try (ImageSource source = Transports.open("dir:" + directory, context())) {
            copy(source, elsewhere);
        }

        try (ImageSource source = Transports.registry(elsewhere, options)) {
            assertThat(SigstoreSigning.verify(
                            source.signatures(digest).get(0),
                            List.of(KEY.publicKey().bytes())))
                    .returns(reference.toString(), SignedClaim::reference);
        }
    }

    @Test
    void whereNothingMayBeAttachedThatIsSaid() throws Exception {
        configure("lookaside: file://" + files.resolve("signatures"));

        assertThatThrownBy(() -> push(SigstoreSigning.signer(reference, OPENED)))
                .hasMessageContaining("say use-sigstore-attachments: true for it in registries.d");
    }

    @Test
    void simpleSignaturesLieInTheStorageThatIsConfigured() throws Exception {
        try (GpgHome gpg = new GpgHome()) {
            String key = gpg.key("Signer <signer@example.com>", "ed25519", "never");
            push(signer(gpg, key));

            Path signature =
                    files.resolve("signatures/" + reference.path() + "@sha256=" + digest.hex() + "/signature-1");
            assertThat(signature).exists();
            pull(simplePolicy(gpg, key));
            Files.write(signature, damaged(Files.readAllBytes(signature)));
            assertThatThrownBy(() -> pull(simplePolicy(gpg, key))).hasMessageContaining("none of 1 is accepted");
        }
    }

    @Test
    void fewerSignaturesLeaveNoneOfThoseBeforeBehind() throws Exception {
        Signature one = Signature.simple(RawDocument.of(new byte[] {(byte) 0x90, 1}));
        Signature two = Signature.simple(RawDocument.of(new byte[] {(byte) 0x90, 2}));
        push(manifest -> List.of(one, two, one));
        push(manifest -> List.of(two));

        try (ImageSource source = Transports.registry(reference, options)) {
            assertThat(source.signatures(digest)).containsExactly(two);
        }
    }

    @Test
    void aWebServersSignaturesAreReadAndNotWritten() throws Exception {
        push();
        List<String> asked = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean first = path.endsWith("/signature-1")
                    && path.startsWith("/base/" + reference.path() + "@sha256=" + digest.hex());
            TestRegistry.send(
                    exchange, first ? 200 : path.endsWith("/signature-2") ? 404 : 500, new byte[] {(byte) 0x90});
        });
        server.start();
        try {
            configure("lookaside: http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
            try (ImageSource source = Transports.registry(reference, options)) {
                assertThat(source.signatures(digest)).hasSize(1);
                assertThatThrownBy(() -> source.signatures(Digest.sha256(new byte[0])))
                        .isInstanceOf(ImageException.class)
                        .hasMessageContaining("the server answered 500");
            }
            assertThatThrownBy(() ->
                            push(manifest -> List.of(Signature.simple(RawDocument.of(new byte[] {(byte) 0x90})))))
                    .hasMessageContaining("add a lookaside-staging: file:///DIRECTORY to registries.d");
            assertThat(asked).hasSizeLessThan(50);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aStorageWithoutAnEndIsLeft() throws Exception {
        push();
        Path directory =
                Files.createDirectories(files.resolve("signatures/" + reference.path() + "@sha256=" + digest.hex()));
        for (int i = 1; i <= 128; i++) {
            Files.write(directory.resolve("signature-" + i), new byte[] {(byte) 0x90});
        }

        try (ImageSource source = Transports.registry(reference, options)) {
            assertThatThrownBy(() -> source.signatures(digest)).hasMessageContaining("128 signatures or more");
        }
    }

    @Test
    void skopeoAcceptsOurSimpleSignatures() throws Exception {
        try (GpgHome gpg = new GpgHome()) {
            String key = gpg.key("Signer <signer@example.com>", "rsa2048", "never");
            push(signer(gpg, key));
            allow(signedBy(Files.write(files.resolve("keyring"), gpg.publicKey(key))));

            skopeo(gpg, "copy", "--src-tls-verify=false", "docker://" + reference, "dir:" + files.resolve("copied"));

            assertThat(files.resolve("copied/signature-1")).exists();
            Path manifest =
                    Files.write(files.resolve("manifest"), image.manifest().bytes());
            Path signature =
                    files.resolve("signatures/" + reference.path() + "@sha256=" + digest.hex() + "/signature-1");
            assertThat(skopeo(gpg, "standalone-verify", manifest + "", reference + "", key, signature + ""))
                    .contains("Signature verified");
        }
    }

    @Test
    void weAcceptSkopeosSimpleSignatures() throws Exception {
        push();
        allow("{\"type\":\"insecureAcceptAnything\"}");
        try (GpgHome gpg = new GpgHome()) {
            String key = gpg.key("Signer <signer@example.com>", "rsa2048", "never");

            sign(gpg, "--sign-by", key);

            pull(simplePolicy(gpg, key));
            assertThatThrownBy(() -> pull(sigstorePolicy())).hasMessageContaining("there is none, though there are 1");
        }
    }

    @Test
    void sigstoreSignaturesPassBetweenSkopeoAndUs() throws Exception {
        push(SigstoreSigning.signer(reference, OPENED));
        try (GpgHome gpg = new GpgHome()) {
            allow(sigstoreSigned());
            skopeo(gpg, "copy", "--src-tls-verify=false", "docker://" + reference, "dir:" + files.resolve("copied"));
            assertThat(files.resolve("copied/signature-1")).exists();

            SigstoreSigning.KeyFiles other = SigstoreSigning.generateKey(PASSPHRASE);
            Files.write(files.resolve("key.private"), other.privateKey().bytes());
            sign(
                    gpg,
                    "--sign-by-sigstore-private-key",
                    files.resolve("key.private") + "",
                    "--sign-passphrase-file",
                    files.resolve("passphrase") + "");
            Files.write(files.resolve("key.pub"), other.publicKey().bytes());
            pull(sigstorePolicy());
        }
    }

    private void sign(GpgHome gpg, String... how) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("copy", "--src-tls-verify=false", "--dest-tls-verify=false"));
        arguments.addAll(List.of(how));
        arguments.addAll(List.of("docker://" + reference, "docker://" + reference));
        skopeo(gpg, arguments.toArray(new String[0]));
    }

    private void allow(String requirement) throws IOException {
        Files.writeString(files.resolve("policy.json"), "{\"default\":[" + requirement + "]}");
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(
                files.resolve("registries.d/here.yaml"),
                "docker:\n  " + registry.host() + ":\n    " + String.join("\n    ", lines) + "\n");
    }

    private ImageTransport.Context context() {
        return new ImageTransport.Context(options, files);
    }

    private static TransferOptions.Builder everything() {
        return TransferOptions.builder().instances(new TransferOptions.Instances.All());
    }

    private void push(ManifestSigner... signers) {
        push(MemorySource.of(image), signers);
    }

    private void push(MemorySource source, ManifestSigner... signers) {
        try (BlobDestination target = Transports.create("docker://" + reference, context())) {
            ImageCopier.copy(
                    source, target, everything().signers(List.of(signers)).build());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void copy(ImageSource source, ImageReference to) throws IOException {
        try (BlobDestination target = Transports.create("docker://" + to, context())) {
            ImageCopier.copy(source, target, TransferOptions.defaults());
        }
    }

    private void pull(TrustPolicy policy) throws IOException {
        pull(policy, new MemoryDestination());
    }

    private void pull(TrustPolicy policy, MemoryDestination store) throws IOException {
        try (ImageSource source = Transports.registry(reference, options)) {
            ImageCopier.copy(source, store, CopyOptions.defaults().withCheck(policy));
        }
        Path directory = Files.createTempDirectory(files, "copy");
        try (ImageSource source = Transports.registry(reference, options);
                BlobDestination target = Transports.create("dir:" + directory.resolve("image"), context())) {
            ImageCopier.copy(
                    source, target, TransferOptions.builder().check(policy).build());
        }
    }

    private ManifestSigner signer(GpgHome gpg, String key) {
        return manifest -> {
            try {
                byte[] payload = SimpleSignatures.payload(manifest.raw().digest(), reference.toString());
                return List.of(Signature.simple(RawDocument.of(gpg.sign(payload, key))));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    private TrustPolicy simplePolicy(GpgHome gpg, String key) throws IOException {
        return policy(signedBy(Files.write(files.resolve("keyring"), gpg.publicKey(key))));
    }

    private TrustPolicy sigstorePolicy() {
        return policy(sigstoreSigned());
    }

    private static TrustPolicy policy(String requirement) {
        return TrustPolicy.of(
                SignaturePolicy.parse("policy.json", ("{\"default\":[" + requirement + "]}").getBytes(UTF_8)));
    }

    private String sigstoreSigned() {
        return "{\"type\":\"sigstoreSigned\",\"keyPath\":\"" + files.resolve("key.pub") + "\"}";
    }

    private static String signedBy(Path keyring) {
        return "{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyPath\":\"" + keyring + "\"}";
    }

    private static byte[] damaged(byte[] signature) {
        signature[signature.length - 5] ^= 1;
        return signature;
    }

    private String skopeo(GpgHome gpg, String... arguments) throws Exception {
        assumeTrue(GpgHome.onPath("skopeo"), "no skopeo");
        List<String> command = new ArrayList<>(List.of(
                "skopeo",
                "--policy",
                files.resolve("policy.json") + "",
                "--registries.d",
                files.resolve("registries.d") + ""));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GNUPGHOME", gpg.path().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        boolean failed = process.waitFor() != 0;
        assumeTrue(!failed || !output.contains("sigstore disabled"), "this skopeo is built without sigstore");
        assertThat(failed).as(output).isFalse();
        return output;
    }
}

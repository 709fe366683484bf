package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.json.JsonCursor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.RawDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that keeps simple signatures itself, as OpenShift's does. */
class SignatureExtensionTest {
    private static final Signature FIRST = Signature.simple(RawDocument.of(new byte[] {(byte) 0x90, 1}));
    private static final Signature SECOND = Signature.simple(RawDocument.of(new byte[] {(byte) 0x90, 2}));

    @TempDir
    Path directory;

    private final TestImage image = new TestImage().gzipLayer(1, 1000);
    private final Digest digest = image.manifest().digest();
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private TestRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new TestRegistry(image);
        registry.misbehaviour = this::answer;
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private boolean answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("X-Registry-Supports-Signatures", "1");
        if (!exchange.getRequestURI().getPath().equals("/extensions/v2/test/image/signatures/" + digest)) {
            return false;
        }
        if (exchange.getRequestMethod().equals("PUT")) {
            kept.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            TestRegistry.send(exchange, 201, new byte[0]);
        } else {
            TestRegistry.send(exchange, 200, ("{\"signatures\":[" + String.join(",", kept) + "]}").getBytes(UTF_8));
        }
        return true;
    }

    private void keep(int version, String type, Signature signature) {
        String content = Base64.getEncoder().encodeToString(signature.payload().bytes());
        kept.add("{\"schemaVersion\":" + version + ",\"name\":\"" + digest + "@x\",\"type\":\"" + type
                + "\",\"content\":\"" + content + "\"}");
    }

    private ImageSource source() {
        return Transports.registry(registry.reference(), registry.options());
    }

    @Test
    void signaturesOfTheKnownKindAreReadFromIt() throws IOException {
        keep(1, "atomic", SECOND);
        keep(2, "other", SECOND);
        keep(2, "atomic", FIRST);
        try (ImageSource source = source()) {
            source.manifest();
            assertThat(source.signatures(digest)).containsExactly(FIRST);
        }
    }

    @Test
    void signaturesAreAddedToThoseThatAreThereOnceTheManifestIs() throws IOException {
        keep(2, "atomic", FIRST);
        ImageTransport.Context context = new ImageTransport.Context(registry.options(), directory);
        ImageSource signed = new SignedSource(MemorySource.of(image), ImageIdentity.of("memory:x"), FIRST, SECOND);
        try (signed;
                BlobDestination destination = Transports.create("docker://" + registry.reference(), context)) {
            registry.requests.clear();
            ImageCopier.copy(signed, destination, TransferOptions.defaults());
        }
        assertThat(kept).hasSize(2);
        JsonCursor added = JsonCursor.parse(kept.getLast().getBytes(UTF_8));
        assertThat(added.field("schemaVersion").intOr(0)).isEqualTo(2);
        assertThat(added.field("type").string()).isEqualTo("atomic");
        assertThat(added.field("name").string()).startsWith(digest + "@");
        assertThat(added.field("content").string())
                .isEqualTo(Base64.getEncoder().encodeToString(SECOND.payload().bytes()));
        List<String> puts = registry.requests.stream()
                .filter(request -> request.startsWith("PUT") && !request.contains("/blobs/"))
                .toList();
        assertThat(puts.getFirst()).contains("/manifests/");
        assertThat(puts.getLast()).contains("/extensions/");
    }

    @Test
    void whatIsNoListOfSignaturesIsAnError() throws IOException {
        kept.add("{\"schemaVersion\":2,\"type\":\"atomic\",\"content\":\"~\"}");
        try (ImageSource source = source()) {
            source.manifest();
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> source.signatures(digest))
                    .withMessageContaining("signatures of " + digest)
                    .withMessageContaining("cannot be read");
        }
    }

    @Test
    void aRegistryThatDoesNotSaySoIsNotAsked() throws IOException {
        registry.misbehaviour = exchange -> false;
        Files.createDirectories(directory.resolve("none"));
        try (ImageSource source = Transports.registry(
                registry.reference(), registry.options().withSignatureConfiguration(directory.resolve("none")))) {
            source.manifest();
            assertThat(source.signatures(digest)).isEmpty();
        }
        assertThat(registry.requestsFor("/extensions/")).isZero();
    }
}

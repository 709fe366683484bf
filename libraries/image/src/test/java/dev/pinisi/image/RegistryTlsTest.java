package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulls over TLS from a registry whose certificate nobody knows but us. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryTlsTest {
    @TempDir
    Path directory;

    private final TestImage image = new TestImage().gzipLayer(1, 1_000);
    private TestRegistry behind;
    private HttpsServer server;
    private TestCertificate own;
    private boolean wantsClient;

    @BeforeEach
    void start() throws Exception {
        behind = new TestRegistry(image);
        own = TestCertificate.make(directory);
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(own.keys, TestCertificate.PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(own.keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(wantsClient);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                String last = path.substring(path.lastIndexOf('/') + 1);
                byte[] manifest = behind.manifests.get(last);
                TestRegistry.send(
                        exchange,
                        200,
                        path.equals("/v2/")
                                ? new byte[] {'{', '}'}
                                : manifest != null ? manifest : behind.blobs.get(Digest.parse(last)));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        behind.close();
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void pull(Optional<Boolean> verify) {
        RegistryOptions plain = behind.options();
        RegistryOptions options = new RegistryOptions(
                plain.registries(),
                plain.auth(),
                verify,
                plain.places(),
                List.of(directory.resolve("certs.d")),
                plain.certificates(),
                plain.patience(),
                plain.listener(),
                plain.userAgent(),
                Optional.empty());
        ImageCopier.copy(
                Transports.registry(ImageReference.parse(host() + "/test/image"), options),
                new MemoryDestination(),
                CopyOptions.defaults());
    }

    @Test
    void a_certificate_that_nobody_knows_is_refused_with_the_remedy() {
        ImageException e = catchThrowableOfType(ImageException.class, () -> pull(Optional.empty()));
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e.getMessage()).contains("TLS failed", "certs.d", "--tls-verify=false");
    }

    @Test
    void without_verification_it_is_accepted() {
        pull(Optional.of(false));
    }

    @Test
    void an_authority_in_certs_d_is_believed() throws Exception {
        Path certificates = Files.createDirectories(directory.resolve("certs.d").resolve(host()));
        Files.writeString(certificates.resolve("ca.crt"), own.certificate());
        pull(Optional.empty());
    }

    @Test
    void a_clients_certificate_is_shown() throws Exception {
        wantsClient = true;
        Path certificates = Files.createDirectories(directory.resolve("certs.d").resolve(host()));
        String certificate = own.certificate();
        Files.writeString(certificates.resolve("ca.crt"), certificate);
        assertThat(catchThrowableOfType(ImageException.class, () -> pull(Optional.empty())))
                .isNotNull();
        Files.writeString(certificates.resolve("client.cert"), certificate);
        ImageException missing = catchThrowableOfType(ImageException.class, () -> pull(Optional.empty()));
        assertThat(missing.getMessage()).contains("client.key is missing");
        Files.writeString(certificates.resolve("client.key"), own.keyInPem());
        pull(Optional.empty());
    }
}

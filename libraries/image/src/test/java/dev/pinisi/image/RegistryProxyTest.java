package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pinisi.config.ConfigPlaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reaches a registry, whose name only a proxy knows, through it. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class RegistryProxyTest {
    private static final String SHOWN = "Proxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private TestRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new TestRegistry(new TestImage().gzipLayer(1, 1000));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RegistryOptions options(TestProxy proxy, String user, String direct) {
        Map<String, String> environment = new HashMap<>();
        String address = "http://" + user + "127.0.0.1:" + proxy.port();
        environment.put("http_proxy", address);
        environment.put("HTTPS_PROXY", address);
        environment.put("NO_PROXY", direct);
        return registry.options().withPlaces(new ConfigPlaces(Path.of("/nowhere"), environment, 0));
    }

    private int port() {
        return Integer.parseInt(registry.host().substring(registry.host().indexOf(':') + 1));
    }

    @Test
    void a_registry_without_tls_is_asked_for_by_its_whole_address() throws IOException {
        try (TestProxy proxy = new TestProxy(port())) {
            RegistryOptions options = options(proxy, "me:p%40ss@", "");
            assertThat(RegistryRepository.of("registry.test:5000/test/image", options)
                            .find("latest"))
                    .isPresent();
            assertThat(proxy.requests)
                    .contains("HEAD http://registry.test:5000/v2/test/image/manifests/latest HTTP/1.1 " + SHOWN);
        }
    }

    @Test
    void a_registry_with_tls_is_reached_by_a_tunnel() throws IOException, GeneralSecurityException {
        HttpsServer secure = secure();
        try (TestProxy proxy = new TestProxy(secure.getAddress().getPort())) {
            RegistryHost.of("registry.test", options(proxy, "me:p%40ss@", "")).check();
            assertThat(proxy.requests).isNotEmpty().containsOnly("CONNECT registry.test:443 HTTP/1.1 " + SHOWN);
        } finally {
            secure.stop(0);
        }
    }

    private HttpsServer secure() throws IOException, GeneralSecurityException {
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(TestCertificate.make(directory).keys, TestCertificate.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                TestRegistry.send(exchange, 200, new byte[] {'{', '}'});
            }
        });
        server.start();
        return server;
    }

    @Test
    void a_proxy_that_wants_to_know_who_we_are_is_named_with_the_remedy() throws IOException {
        try (TestProxy proxy = new TestProxy(port())) {
            ImageException e = catchThrowableOfType(
                    ImageException.class,
                    () -> RegistryHost.of("registry.test", options(proxy, "", ""))
                            .check());
            assertThat(e.getMessage()).contains("127.0.0.1:" + proxy.port(), "407", "user and password");
        }
    }

    @Test
    void hosts_of_no_proxy_are_asked_directly() throws IOException {
        try (TestProxy proxy = new TestProxy(1)) {
            RegistryHost.of(registry.host(), options(proxy, "", "")).check();
            ImageException e = catchThrowableOfType(
                    ImageException.class,
                    () -> RegistryHost.of("no-such-registry.invalid", options(proxy, "", "*.other, .invalid"))
                            .check());
            assertThat(e.getMessage()).contains("no-such-registry.invalid");
            assertThat(proxy.requests).isEmpty();
        }
    }
}

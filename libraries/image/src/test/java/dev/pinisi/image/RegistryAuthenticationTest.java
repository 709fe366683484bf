package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class RegistryAuthenticationTest {
    @TempDir
    Path directory;

    private final TestImage image = new TestImage().gzipLayer(1, 50_000).gzipLayer(2, 50_000);
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private TestRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new TestRegistry(image);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private void pull(RegistryAuth auth) {
        ImageCopier.copy(
                Transports.registry(registry.reference(), registry.options().withAuth(auth)),
                new MemoryDestination(),
                CopyOptions.defaults());
    }

    private ImageException failure(RegistryAuth auth) {
        return catchThrowableOfType(ImageException.class, () -> pull(auth));
    }

    private RegistryAuth auth(String entry) throws IOException {
        Path file = directory.resolve("auth.json");
        Files.writeString(file, "{\"auths\":{\"" + registry.host() + "\":{" + entry + "}}}");
        return RegistryAuth.ofFile(new ConfigPlaces(directory, Map.of(), 0), file);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String authorization(HttpExchange exchange) {
        String value = exchange.getRequestHeaders().getFirst("Authorization");
        return value == null ? "" : value;
    }

    private boolean wants(HttpExchange exchange, String expected, String challenge) throws IOException {
        if (authorization(exchange).equals(expected)) {
            return false;
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
        TestRegistry.error(exchange, 401, "UNAUTHORIZED", "who are you");
        return true;
    }

    /** Wants a token that the same server gives to whom it knows. */
    private boolean bearer(HttpExchange exchange, String user) throws IOException {
        String challenge = "Bearer realm=\"http://" + registry.host() + "/token?a=b\",service=\"the service\","
                + "scope=\"repository:test/image:pull\"";
        if (!exchange.getRequestURI().getPath().equals("/token")) {
            return wants(exchange, "Bearer T" + tokens.get(), challenge);
        }
        bodies.add(exchange.getRequestURI().getRawQuery()
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!authorization(exchange).equals(user)) {
            TestRegistry.error(exchange, 401, "UNAUTHORIZED", "wrong password");
        } else {
            String token = "{\"access_token\":\"T" + tokens.incrementAndGet() + "\"}";
            TestRegistry.send(exchange, 200, token.getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    @Test
    void basic_credentials_are_shown_only_when_asked_for() throws IOException {
        String expected = "Basic " + base64("me:secret");
        registry.misbehaviour = exchange ->
                !exchange.getRequestURI().getPath().equals("/v2/") && wants(exchange, expected, "Basic realm=\"x\"");
        pull(auth("\"auth\":\"" + base64("me:secret") + "\""));
        assertThat(registry.requestsFor("/manifests/")).isEqualTo(2);
        assertThat(registry.requestsFor("/blobs/")).isEqualTo(3);
    }

    @Test
    void without_credentials_the_remedy_is_to_log_in() {
        registry.misbehaviour = exchange -> wants(exchange, "Basic x", "Basic realm=\"x\"");
        ImageException e = failure(RegistryAuth.none());
        assertThat(e.kind()).isEqualTo(Kind.DENIED);
        assertThat(e.getMessage()).contains(registry.host(), "401 Unauthorized (who are you)", "log in first");
    }

    @Test
    void wrong_credentials_are_tried_once_and_never_shown() throws IOException {
        registry.misbehaviour = exchange ->
                !exchange.getRequestURI().getPath().equals("/v2/") && wants(exchange, "Basic x", "Basic realm=\"x\"");
        ImageException e = failure(auth("\"auth\":\"" + base64("me:secret") + "\""));
        assertThat(e.kind()).isEqualTo(Kind.DENIED);
        assertThat(e.getMessage()).contains("do not suffice").doesNotContain("secret", base64("me:secret"));
        assertThat(registry.requestsFor("/manifests/")).isEqualTo(2);
    }

    @Test
    void a_token_is_had_anonymously_and_used_for_everything() {
        registry.misbehaviour = exchange -> bearer(exchange, "");
        pull(RegistryAuth.none());
        assertThat(bodies).containsExactly("a=b&service=the+service&scope=repository%3Atest%2Fimage%3Apull");
    }

    @Test
    void a_token_does_for_the_next_image_of_the_repository_too() {
        registry.misbehaviour = exchange -> bearer(exchange, "");
        RegistryAuth same = RegistryAuth.none();
        pull(same);
        pull(same);
        assertThat(bodies).hasSize(1);
        // the first manifest's request tells that plain HTTP is spoken, and whose token is wanted
        assertThat(registry.requests).doesNotContain("GET /v2/");
        assertThat(registry.requestsFor("/manifests/")).isEqualTo(3);
    }

    @Test
    void a_password_that_was_changed_meanwhile_is_shown_instead_of_the_old_one() throws IOException {
        RegistryAuth file = auth("\"auth\":\"" + base64("me:old") + "\"");
        registry.misbehaviour = exchange -> wants(exchange, "Basic " + base64("me:old"), "Basic realm=\"x\"");
        pull(file);
        auth("\"auth\":\"" + base64("me:new") + "\"");
        registry.misbehaviour = exchange -> wants(exchange, "Basic " + base64("me:new"), "Basic realm=\"x\"");
        pull(file);
    }

    @Test
    void a_token_is_had_with_the_password() throws IOException {
        registry.misbehaviour = exchange -> bearer(exchange, "Basic " + base64("me:secret"));
        pull(auth("\"auth\":\"" + base64("me:secret") + "\""));
        assertThat(tokens).hasValue(1);
        ImageException e = failure(auth("\"auth\":\"" + base64("me:wrong") + "\""));
        assertThat(e.kind()).isEqualTo(Kind.DENIED);
        assertThat(e.getMessage()).contains("token server", "401 Unauthorized (wrong password)", "log in again");
    }

    @Test
    void an_identity_token_is_sent_in_a_form() throws IOException {
        registry.misbehaviour = exchange -> bearer(exchange, "");
        pull(auth("\"identitytoken\":\"I&D\""));
        assertThat(bodies.get(0)).contains("grant_type=refresh_token", "refresh_token=I%26D", "service=the+service");
    }

    @Test
    void a_token_that_expired_is_renewed() {
        AtomicInteger blobs = new AtomicInteger();
        registry.misbehaviour = exchange -> {
            if (exchange.getRequestURI().getPath().contains("/blobs/") && blobs.getAndIncrement() == 1) {
                tokens.incrementAndGet();
            }
            return bearer(exchange, "");
        };
        pull(RegistryAuth.none());
        assertThat(bodies).hasSize(2);
    }

    @Test
    void a_registry_that_refuses_its_own_token_is_given_up() {
        registry.misbehaviour = exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/token")) {
                tokens.incrementAndGet();
            }
            return bearer(exchange, "");
        };
        ImageException e = failure(RegistryAuth.none());
        assertThat(e.kind()).isEqualTo(Kind.DENIED);
        assertThat(bodies).hasSizeLessThan(5);
    }

    @Test
    void credentials_are_not_shown_to_the_host_that_a_redirect_leads_to() throws IOException {
        String expected = "Basic " + base64("me:secret");
        List<String> shown = new CopyOnWriteArrayList<>();
        try (TestRegistry storage = new TestRegistry(image)) {
            storage.misbehaviour = exchange -> {
                shown.add(authorization(exchange));
                return false;
            };
            registry.misbehaviour = exchange -> {
                boolean blob = exchange.getRequestURI().getPath().contains("/blobs/");
                if (wants(exchange, expected, "Basic realm=\"x\"") || !blob) {
                    return !authorization(exchange).equals(expected);
                }
                exchange.getResponseHeaders().set("Location", "http://" + storage.host() + exchange.getRequestURI());
                TestRegistry.send(exchange, 307, new byte[0]);
                return true;
            };
            pull(auth("\"auth\":\"" + base64("me:secret") + "\""));
        }
        assertThat(shown).hasSize(3).containsOnly("");
    }

    @Test
    void a_challenge_of_another_kind_is_named() {
        registry.misbehaviour =
                exchange -> !exchange.getRequestURI().getPath().equals("/v2/") && wants(exchange, "x", "Negotiate");
        ImageException e = failure(RegistryAuth.none());
        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(e.getMessage()).contains("\"negotiate\"");
    }
}

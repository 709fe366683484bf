package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.pinisi.config.Registries;
import dev.pinisi.config.Registry;
import dev.pinisi.config.ShortNames;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pull does with a registry that behaves, and with those that do not: an answer in bounded time, always. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class RegistryPullTest {
    private final TestImage image = new TestImage().gzipLayer(1, 400_000).plainLayer(2, 3_000_000);
    private final Digest first = image.layers.get(0).digest();
    private final Digest second = image.layers.get(1).digest();
    private final MemoryDestination store = new MemoryDestination();
    private TestRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new TestRegistry(image);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Digest pull() {
        return pull(registry.options());
    }

    private Digest pull(RegistryOptions options) {
        return ImageCopier.copy(Transports.registry(registry.reference(), options), store, CopyOptions.defaults());
    }

    private void assertPulled() {
        assertThat(pull()).isEqualTo(image.id());
        assertThat(store.layers.get(image.diffIds.get(1))).isEqualTo(TestImage.bytes(2, 3_000_000));
    }

    private ImageException failure(Kind kind, String... words) {
        ImageException e = catchThrowableOfType(ImageException.class, this::pull);
        assertThat(e).isNotNull();
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
        assertThat(e.getMessage())
                .startsWith(registry.reference() + ":latest: ")
                .contains(words);
        assertThat(store.images).isEmpty();
        assertThat(store.reserved()).isZero();
        return e;
    }

    private static boolean isBlob(HttpExchange exchange, Digest digest) {
        return exchange.getRequestURI().getPath().endsWith("/blobs/" + digest);
    }

    /** Sends the beginning of a blob, announcing all of it, and breaks the connection. */
    private boolean truncate(HttpExchange exchange, Digest digest, int bytes) throws IOException {
        byte[] blob = registry.blobs.get(digest);
        exchange.sendResponseHeaders(200, blob.length);
        exchange.getResponseBody().write(blob, 0, bytes);
        exchange.getResponseBody().flush();
        throw new IOException("broken on purpose");
    }

    @Test
    void an_image_is_pulled() {
        assertPulled();
        assertThat(registry.requestsFor("/blobs/")).isEqualTo(3);
    }

    @Test
    void a_broken_transfer_goes_on_where_it_broke() {
        AtomicInteger times = new AtomicInteger();
        registry.misbehaviour = exchange ->
                isBlob(exchange, second) && times.getAndIncrement() == 0 && truncate(exchange, second, 1_234_567);
        assertPulled();
        assertThat(registry.requestsFor(second.toString())).isEqualTo(2);
    }

    @Test
    void a_broken_transfer_starts_again_where_ranges_are_not_known() {
        AtomicInteger times = new AtomicInteger();
        registry.ranges = false;
        registry.misbehaviour = exchange ->
                isBlob(exchange, second) && times.getAndIncrement() == 0 && truncate(exchange, second, 1_234_567);
        assertPulled();
    }

    @Test
    void a_transfer_that_breaks_for_ever_ends() {
        registry.misbehaviour = exchange -> isBlob(exchange, second) && truncate(exchange, second, 1000);
        failure(Kind.UNREACHABLE, "layer " + second, registry.host(), "of 3000000 bytes", "(3 attempts)");
    }

    @Test
    void a_stall_ends_in_bounded_time() {
        registry.misbehaviour = exchange -> {
            if (isBlob(exchange, first)) {
                exchange.sendResponseHeaders(200, registry.blobs.get(first).length);
                exchange.getResponseBody().write(new byte[100]);
                exchange.getResponseBody().flush();
                registry.stall();
            }
            return isBlob(exchange, first);
        };
        failure(Kind.UNREACHABLE, "layer " + first, "no data came in time");
    }

    @Test
    void bytes_that_drip_count_as_a_stall() {
        registry.misbehaviour = exchange -> isBlob(exchange, first) && drip(exchange);
        failure(Kind.UNREACHABLE, "layer " + first, "no data came in time");
    }

    private boolean drip(HttpExchange exchange) throws IOException {
        byte[] blob = registry.blobs.get(first);
        exchange.sendResponseHeaders(200, blob.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (byte b : blob) {
                out.write(b);
                out.flush();
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Test
    void other_content_is_refused_and_not_asked_for_again() {
        registry.blobs.put(second, TestImage.bytes(9, 3_000_000));
        registry.blobs.put(first, TestImage.bytes(9, registry.blobs.get(first).length));
        failure(Kind.CORRUPT, "layer ", "corrupt");
        assertThat(registry.requestsFor(first.toString())).isLessThanOrEqualTo(1);
    }

    @Test
    void another_length_is_refused_at_once() {
        registry.blobs.put(second, Arrays.copyOf(registry.blobs.get(second), 2_999_999));
        failure(Kind.CORRUPT, "layer " + second, "2999999 bytes", "says 3000000");
    }

    @Test
    void an_endless_redirect_ends() {
        registry.misbehaviour = exchange -> {
            exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "x");
            TestRegistry.send(exchange, 307, new byte[0]);
            return true;
        };
        failure(Kind.UNREACHABLE, "redirects more than 10 times");
        assertThat(registry.requestsFor("/manifests/")).isLessThan(12);
    }

    @Test
    void a_redirect_to_a_file_is_refused() {
        registry.misbehaviour = exchange -> {
            boolean blob = isBlob(exchange, first);
            if (blob) {
                exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
                TestRegistry.send(exchange, 307, new byte[0]);
            }
            return blob;
        };
        failure(Kind.UNREACHABLE, "redirects to what is no HTTP address");
    }

    @Test
    void a_registry_out_of_order_is_asked_again() {
        AtomicInteger times = new AtomicInteger();
        registry.misbehaviour = exchange -> {
            boolean fail = times.getAndIncrement() % 3 != 2;
            if (fail) {
                exchange.getResponseHeaders().set("Retry-After", "3600");
                TestRegistry.error(exchange, times.get() % 2 == 0 ? 503 : 429, "TOOMANYREQUESTS", "slow down");
            }
            return fail;
        };
        RegistryOptions oneAtATime = registry.options();
        assertThat(ImageCopier.copy(
                        Transports.registry(registry.reference(), oneAtATime),
                        store,
                        CopyOptions.defaults().withParallel(1)))
                .isEqualTo(image.id());
    }

    @Test
    void a_registry_that_stays_out_of_order_is_given_up() {
        registry.misbehaviour = exchange -> {
            TestRegistry.error(exchange, 500, "UNKNOWN", "\\u001b[31mred");
            return true;
        };
        ImageException e = failure(Kind.UNREACHABLE, registry.host(), "500 Internal Server Error", "(3 attempts)");
        assertThat(e.getMessage()).doesNotContain("\u001b");
    }

    @Test
    void an_image_that_is_not_there_is_told_with_the_registrys_words() {
        registry.manifests.clear();
        failure(Kind.NOT_FOUND, "manifest latest", registry.host(), "404 Not Found (not known here)");
        assertThat(registry.requestsFor("/manifests/")).isEqualTo(1);
    }

    @Test
    void a_huge_manifest_is_refused() {
        registry.manifests.put("latest", new byte[5 << 20]);
        failure(Kind.CORRUPT, "manifest latest", "at most 4194304");
    }

    @Test
    void a_manifest_that_is_none_is_refused() {
        registry.manifests.put("latest", "<html>".getBytes(StandardCharsets.UTF_8));
        failure(Kind.CORRUPT, "manifest latest", "cannot be read");
    }

    @Test
    void a_manifest_of_another_digest_is_refused() {
        Digest digest = image.manifest().digest();
        registry.manifests.put(digest.toString(), "{}".getBytes(StandardCharsets.UTF_8));
        ImageException e = catchThrowableOfType(
                ImageException.class,
                () -> Transports.registry(registry.reference().withDigest(digest), registry.options())
                        .manifest());
        assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
        assertThat(e.getMessage()).contains("sent one with the digest");
    }

    @Test
    void a_registry_that_is_not_there_is_named() {
        registry.close();
        ImageException e = failure(Kind.UNREACHABLE, registry.host(), "connection refused");
        assertThat(e.getMessage()).doesNotContain("Exception");
    }

    @Test
    void a_mirror_is_asked_first_and_the_original_if_it_fails() throws IOException {
        try (TestRegistry mirror = new TestRegistry(image)) {
            mirror.manifests.clear();
            Registry entry = new Registry(
                    registry.host(),
                    registry.host(),
                    true,
                    false,
                    List.of(new Registry.Mirror(mirror.host(), true, Registry.PullFromMirror.ALL)));
            RegistryOptions options = registry.options()
                    .withRegistries(new Registries(
                            List.of(entry),
                            new ShortNames(ShortNames.Mode.PERMISSIVE, List.of(), Map.of()),
                            List.of()));
            assertThat(pull(options)).isEqualTo(image.id());
            assertThat(mirror.requestsFor("/manifests/")).isEqualTo(1);
            mirror.manifests.put("latest", image.manifest().bytes());
            store.layers.clear();
            registry.requests.clear();
            pull(options);
            assertThat(registry.requests).isEmpty();
        }
    }
}

package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.pinisi.config.Credentials;
import dev.pinisi.config.RegistryAuth;
import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an upload does when it breaks, or when the registry wants it otherwise. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RegistryUploadTest {
    private static final int SIZE = 9_000_000;

    private final byte[] blob = TestImage.bytes(3, SIZE);
    private final Digest digest = Digest.sha256(blob);
    private TestRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new TestRegistry(new TestImage());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RegistryRepository repository(RegistryOptions options) {
        RegistryPatience patience = new RegistryPatience(
                Duration.ofSeconds(2), Duration.ofSeconds(2), 3, Duration.ofMillis(1), Duration.ofMillis(20));
        return RegistryRepository.writable(registry.host() + "/test/image", options.withPatience(patience));
    }

    private Descriptor upload(OptionalLong size) throws IOException {
        return repository(registry.options()).putBlob(new ByteArrayInputStream(blob), Optional.of(digest), size);
    }

    private void assertUploaded() throws IOException {
        assertThat(upload(OptionalLong.of(SIZE)).size()).isEqualTo(SIZE);
        assertThat(registry.blobs.get(digest)).isEqualTo(blob);
    }

    private static boolean is(HttpExchange exchange, String method) {
        return exchange.getRequestMethod().equals(method)
                && exchange.getRequestURI().getPath().contains(TestUploads.PATH);
    }

    /** Takes so many bytes of the body into the upload and breaks the connection. */
    private boolean breakAfter(HttpExchange exchange, int bytes) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ByteArrayOutputStream session = registry.uploads.sessions.get(path.substring(path.lastIndexOf('/') + 1));
        session.write(exchange.getRequestBody().readNBytes(bytes));
        throw new IOException("broken on purpose");
    }

    @Test
    void a_blob_is_uploaded_in_three_requests() throws IOException {
        assertUploaded();
        assertThat(registry.requestsFor(TestUploads.PATH)).isEqualTo(3);
        assertThat(registry.requests.get(registry.requests.size() - 1))
                .startsWith("PUT ")
                .endsWith("?state=next&digest=" + digest);
    }

    @Test
    void a_blob_of_unknown_size_is_uploaded() throws IOException {
        assertThat(upload(OptionalLong.empty())).isEqualTo(new Descriptor("", digest, SIZE));
        assertThat(registry.blobs.get(digest)).isEqualTo(blob);
    }

    @Test
    void an_upload_that_breaks_goes_on_where_it_broke() throws IOException {
        AtomicInteger times = new AtomicInteger();
        registry.misbehaviour = exchange -> is(exchange, "PATCH")
                && times.getAndIncrement() < 2
                && breakAfter(exchange, 3_000_000 + 3_000_000 / times.get());
        List<String> retried = new CopyOnWriteArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void retrying(String what, String reason) {
                retried.add(what);
            }
        };
        repository(registry.options().withListener(listener))
                .putBlob(new ByteArrayInputStream(blob), Optional.of(digest), OptionalLong.of(SIZE));
        assertThat(registry.blobs.get(digest)).isEqualTo(blob);
        assertThat(retried).hasSize(2).containsOnly("blob " + digest);
    }

    @Test
    void an_upload_of_which_too_much_was_lost_is_left_to_the_caller() {
        registry.misbehaviour = exchange -> {
            if (is(exchange, "PATCH")) {
                exchange.getRequestBody().readNBytes(8_000_000);
                throw new IOException("broken on purpose");
            }
            return false;
        };
        IOException e = catchThrowableOfType(IOException.class, () -> upload(OptionalLong.of(SIZE)));
        assertThat(e.getMessage()).contains("has 0 of the", "all must be sent again");
        assertThat(registry.uploads.sessions).isEmpty();
    }

    @Test
    void an_upload_that_breaks_for_ever_ends_and_is_given_up() {
        registry.misbehaviour = exchange -> is(exchange, "PATCH") && breakAfter(exchange, 0);
        Exception e = catchThrowableOfType(Exception.class, () -> upload(OptionalLong.of(SIZE)));
        assertThat(e).isNotNull();
        assertThat(registry.requestsFor("PATCH")).isLessThanOrEqualTo(3);
        assertThat(registry.uploads.sessions).isEmpty();
    }

    private boolean boundsRequests(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean tooLarge = length != null && Long.parseLong(length) > 1 << 20;
        if (tooLarge) {
            TestRegistry.error(exchange, 413, "SIZE_INVALID", "too much");
        }
        return tooLarge;
    }

    @Test
    void a_blob_that_is_too_large_for_one_request_is_sent_in_chunks() throws IOException {
        registry.misbehaviour = this::boundsRequests;
        byte[] small = TestImage.bytes(4, 3_500_000);
        repository(registry.options())
                .putBlob(
                        new ByteArrayInputStream(small),
                        Optional.of(Digest.sha256(small)),
                        OptionalLong.of(small.length));
        assertThat(registry.blobs.get(Digest.sha256(small))).isEqualTo(small);
        assertThat(registry.requestsFor("PATCH")).isEqualTo(4);
    }

    @Test
    void once_a_request_was_too_large_all_go_in_chunks() throws IOException {
        registry.misbehaviour = this::boundsRequests;
        RegistryRepository repository = repository(registry.options());
        try {
            repository.putBlob(new ByteArrayInputStream(blob), Optional.of(digest), OptionalLong.of(SIZE));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("all must be sent again");
            repository.putBlob(new ByteArrayInputStream(blob), Optional.of(digest), OptionalLong.of(SIZE));
        }
        assertThat(registry.blobs.get(digest)).isEqualTo(blob);
    }

    @Test
    void a_registry_that_wants_chunks_gets_them() throws IOException {
        registry.misbehaviour = exchange -> {
            exchange.getResponseHeaders().set("OCI-Chunk-Min-Length", "4500000");
            return false;
        };
        assertUploaded();
        assertThat(registry.requestsFor("PATCH")).isEqualTo(2);
    }

    @Test
    void a_chunk_that_was_received_in_part_is_completed() throws IOException {
        AtomicInteger times = new AtomicInteger();
        registry.misbehaviour = exchange -> {
            exchange.getResponseHeaders().set("OCI-Chunk-Min-Length", "4500000");
            if (is(exchange, "PATCH") && times.incrementAndGet() == 2) {
                // the registry said that all of the first chunk had come; it lost some
                ByteArrayOutputStream session =
                        registry.uploads.sessions.values().iterator().next();
                byte[] received = session.toByteArray();
                session.reset();
                session.write(received, 0, 3_500_000);
            }
            return false;
        };
        assertUploaded();
        assertThat(registry.requestsFor("PATCH")).isEqualTo(4);
    }

    @Test
    void a_registry_that_refuses_every_chunk_is_given_up() {
        registry.misbehaviour = exchange -> {
            boolean patch = is(exchange, "PATCH");
            if (patch) {
                exchange.getRequestBody().readAllBytes();
                TestRegistry.send(exchange, 416, new byte[0]);
            }
            return patch;
        };
        Exception e = catchThrowableOfType(Exception.class, () -> upload(OptionalLong.of(SIZE)));
        assertThat(e).isNotNull();
        assertThat(registry.requestsFor("PATCH")).isLessThanOrEqualTo(3);
    }

    @Test
    void a_registry_that_takes_no_more_is_given_up_in_bounded_time() {
        registry.misbehaviour = exchange -> {
            boolean patch = is(exchange, "PATCH");
            if (patch) {
                registry.stall();
            }
            return patch;
        };
        // more than the buffers between us hold
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length;
            }
        };
        // as patient as tests of the registry are, not as other uploads here
        RegistryRepository repository =
                RegistryRepository.writable(registry.host() + "/test/image", registry.options());
        Exception e = catchThrowableOfType(
                Exception.class, () -> repository.putBlob(endless, Optional.empty(), OptionalLong.empty()));
        assertThat(e).isNotNull();
    }

    @Test
    void a_location_elsewhere_gets_no_credentials() throws IOException {
        List<String> shown = new CopyOnWriteArrayList<>();
        try (TestRegistry storage = new TestRegistry(new TestImage())) {
            storage.misbehaviour = exchange -> {
                shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                return false;
            };
            storage.uploads.sessions.put("there", new ByteArrayOutputStream());
            registry.misbehaviour = exchange -> {
                boolean known = exchange.getRequestHeaders().containsKey("Authorization");
                if (!known) {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                    TestRegistry.error(exchange, 401, "UNAUTHORIZED", "who are you");
                } else {
                    exchange.getResponseHeaders()
                            .set("Location", "http://" + storage.host() + "/v2/x" + TestUploads.PATH + "there");
                    TestRegistry.send(exchange, 202, new byte[0]);
                }
                return !exchange.getRequestURI().getPath().equals("/v2/");
            };
            RegistryAuth me = RegistryAuth.fixed(new Credentials.Basic("me", "secret"));
            repository(registry.options().withAuth(me))
                    .putBlob(new ByteArrayInputStream(blob), Optional.of(digest), OptionalLong.of(SIZE));
            assertThat(storage.blobs.get(digest)).isEqualTo(blob);
        }
        assertThat(shown).isNotEmpty().containsOnly("null");
    }

    @Test
    void a_location_that_is_no_address_is_refused() {
        for (String location : List.of("file:///etc/passwd", "", "http://", "::", "ftp://x/y")) {
            registry.misbehaviour = exchange -> {
                exchange.getResponseHeaders().set("Location", location);
                TestRegistry.send(exchange, 202, new byte[0]);
                return true;
            };
            IOException e = catchThrowableOfType(IOException.class, () -> upload(OptionalLong.of(SIZE)));
            assertThat(e).as(location).hasMessageContaining("upload goes on");
        }
    }

    @Test
    void a_pause_until_a_date_is_made() throws IOException {
        AtomicInteger times = new AtomicInteger();
        registry.misbehaviour = exchange -> {
            boolean busy = exchange.getRequestURI().getPath().contains("/blobs/") && times.getAndIncrement() == 0;
            if (busy) {
                String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
                exchange.getResponseHeaders().set("Retry-After", date);
                TestRegistry.error(exchange, 429, "TOOMANYREQUESTS", "slow down");
            }
            return busy;
        };
        long start = System.nanoTime();
        repository(registry.options()).blobSize(digest);
        // as long as the longest pause, which is 20 ms in tests
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void a_warning_is_told_once() throws IOException {
        List<String> warnings = new CopyOnWriteArrayList<>();
        registry.misbehaviour = exchange -> {
            exchange.getResponseHeaders().add("Warning", "299 - \"say \\\"bye\\\"\u0007\"");
            exchange.getResponseHeaders().add("Warning", "110 proxy \"stale\"");
            return false;
        };
        ProgressListener listener = new ProgressListener() {
            @Override
            public void warning(String host, String text) {
                warnings.add(host + " " + text);
            }
        };
        repository(registry.options().withListener(listener))
                .putBlob(new ByteArrayInputStream(blob), Optional.of(digest), OptionalLong.of(SIZE));
        assertThat(warnings).containsExactly(registry.host() + " say \"bye\" ");
    }

    @Test
    void a_list_is_followed_over_its_pages_and_not_for_ever() throws IOException {
        registry.misbehaviour = exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            boolean list = exchange.getRequestURI().getPath().endsWith("/tags/list");
            if (list) {
                boolean last = query.contains("last=b");
                if (!last) {
                    exchange.getResponseHeaders().set("Link", "</v2/test/image/tags/list?last=b>; rel=\"next\"");
                }
                TestRegistry.send(
                        exchange,
                        200,
                        (last ? "{\"tags\":[\"c\"]}" : "{\"tags\":[\"a\",\"b\"]}").getBytes(StandardCharsets.UTF_8));
            }
            return list;
        };
        assertThat(repository(registry.options()).tags()).containsExactly("a", "b", "c");
        registry.misbehaviour = exchange -> {
            int page = registry.requests.size();
            exchange.getResponseHeaders().set("Link", "<?last=" + page + ">; rel=next");
            TestRegistry.send(exchange, 200, new byte[] {'{', '}'});
            return true;
        };
        ImageException e = catchThrowableOfType(
                ImageException.class, () -> repository(registry.options()).tags());
        assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
        assertThat(e.getMessage()).contains("does not end");
    }
}

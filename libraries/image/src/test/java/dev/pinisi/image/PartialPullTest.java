package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.pinisi.image.spi.KnownContent;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers of which the destination has some files: fetched in parts, or as a whole, and always right. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PartialPullTest {
    private static final int SIZE = 60_000;

    @TempDir
    Path directory;

    private final MemoryDestination store = new MemoryDestination();
    private final List<String> wholes = new CopyOnWriteArrayList<>();
    private TestChunked layer;

    @BeforeEach
    void write() throws IOException {
        TestTar tar = new TestTar().entry("bin/", '5', new byte[0]);
        for (int i = 0; i < 6; i++) {
            tar.file("bin/" + i, TestImage.bytes(i, SIZE));
            tar.link("bin/link" + i, '2', Integer.toString(i));
        }
        layer = TestChunked.of(tar.end(), directory);
        hold(0, 2, 3, 5);
    }

    private void hold(int... files) {
        for (int i : files) {
            byte[] content = TestImage.bytes(i, SIZE);
            store.held.put(Digest.sha256(content), content);
        }
    }

    private CopyOptions options() {
        return CopyOptions.defaults().withListener(new ProgressListener() {
            @Override
            public void layerWhole(Descriptor whole, String reason) {
                wholes.add(reason);
            }
        });
    }

    private void pull(TestRegistry registry) {
        ImageCopier.copy(Transports.registry(registry.reference(), registry.options()), store, options());
        assertThat(store.layers.values()).containsExactly(layer.tar);
    }

    private long pulledInParts(TestChunked chunked) {
        MemorySource source = MemorySource.of(chunked.image());
        source.inParts = true;
        store.layers.clear();
        ImageCopier.copy(source, store, options());
        assertThat(store.layers.values()).containsExactly(layer.tar);
        return source.partial.get();
    }

    @Test
    void onlyMissingFilesAreFetchedAndTheArchiveIsTheSame() throws IOException {
        try (TestRegistry registry = new TestRegistry(layer.image())) {
            pull(registry);
            assertThat(registry.sent.get()).isBetween(2L * SIZE, 2L * SIZE + 10_000);
            // configuration; table and headers; two files by one request
            assertThat(registry.requestsFor("/blobs/")).isEqualTo(3);
        }
        assertThat(wholes).isEmpty();
        assertThat(store.known).hasSize(6);
        for (KnownContent content : store.known) {
            byte[] there =
                    Arrays.copyOfRange(layer.tar, (int) content.offset(), (int) (content.offset() + content.size()));
            assertThat(content.digest().matches(there)).isTrue();
            assertThat(content.held().isPresent()).isEqualTo(store.held.containsKey(content.digest()));
        }
    }

    @Test
    void nothingIsFetchedOfFilesThatAreAllThere() throws IOException {
        hold(1, 4);
        assertThat(pulledInParts(layer)).isLessThan(10_000);
        assertThat(wholes).isEmpty();
    }

    @Test
    void aLayerThatIsMissingForTheMostPartIsFetchedAsAWhole() throws IOException {
        store.held.clear();
        hold(0);
        byte[] other = {1};
        store.held.put(Digest.sha256(other), other);
        store.held.remove(Digest.sha256(TestImage.bytes(0, SIZE)));
        pulledInParts(layer);
        assertThat(wholes).containsExactly("most of it is missing");
    }

    @Test
    void aRegistryThatGivesOneRangeAtATimeIsAskedForOneAfterTheOther() throws IOException {
        try (TestRegistry registry = new TestRegistry(layer.image())) {
            registry.severalRanges = false;
            pull(registry);
            assertThat(registry.requestsFor("/blobs/")).isEqualTo(4);
        }
        assertThat(wholes).isEmpty();
    }

    @Test
    void aRegistryWithoutRangesGivesTheWhole() throws IOException {
        try (TestRegistry registry = new TestRegistry(layer.image())) {
            registry.ranges = false;
            pull(registry);
        }
        assertThat(wholes).singleElement().asString().contains("gives blobs only as a whole");
    }

    @Test
    void aTransferThatBreaksGoesOnWhereItWas() throws IOException {
        try (TestRegistry registry = new TestRegistry(layer.image())) {
            AtomicInteger several = new AtomicInteger();
            registry.misbehaviour =
                    exchange -> isOfSeveral(exchange) && several.incrementAndGet() == 1 && cut(exchange);
            pull(registry);
            // the configuration, the table, both files, what is left of the second
            assertThat(registry.requestsFor("/blobs/")).isEqualTo(4);
            assertThat(registry.sent.get()).isLessThan(2L * SIZE + 10_000);
        }
        assertThat(wholes).isEmpty();
    }

    private static boolean isOfSeveral(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range != null && range.contains(",");
    }

    /** The first of the ranges, and a part of the second's head. */
    private boolean cut(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length());
        String first = range.substring(0, range.indexOf(','));
        int from = Integer.parseInt(first.substring(0, first.indexOf('-')));
        int to = Integer.parseInt(first.substring(first.indexOf('-') + 1)) + 1;
        exchange.getResponseHeaders().set("Content-Type", "multipart/byteranges; boundary=\"x y\"");
        exchange.sendResponseHeaders(206, layer.blob.length);
        exchange.getResponseBody().write(("--x y\r\nContent-Range: bytes " + first + "/9\r\n\r\n").getBytes(UTF_8));
        exchange.getResponseBody().write(layer.blob, from, to - from);
        exchange.getResponseBody().write("\r\n--x y\r\nContent-".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        throw new IOException("broken on purpose");
    }

    @ParameterizedTest
    @CsvSource({"wrong bytes", "another range", "endless head", "no boundary"})
    void partsThatAreNotWhatWasAskedForAreGivenUpForTheWhole(String what) throws IOException {
        try (TestRegistry registry = new TestRegistry(layer.image())) {
            registry.misbehaviour = exchange -> isOfSeveral(exchange) && lie(exchange, what);
            pull(registry);
        }
        assertThat(wholes).hasSize(1);
    }

    private boolean lie(HttpExchange exchange, String what) throws IOException {
        String first = exchange.getRequestHeaders()
                .getFirst("Range")
                .substring("bytes=".length())
                .split(",", -1)[0];
        String type = what.equals("no boundary") ? "multipart/byteranges" : "multipart/byteranges; boundary=x";
        String range = what.equals("another range") ? "0-5" : first;
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(206, 0);
        exchange.getResponseBody().write(("--x\r\nContent-Range: bytes " + range + "/9\r\n").getBytes(UTF_8));
        exchange.getResponseBody()
                .write((what.equals("endless head") ? "a: b\r\n".repeat(20_000) : "\r\n").getBytes(UTF_8));
        exchange.getResponseBody().write(new byte[2 * SIZE]);
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "a content that is held by mistake, bytes",
        "a table that is not the manifest's, table",
        "a digest that no content has, digest"
    })
    void whatIsWrongIsFoundOutAndTheLayerFetchedAsAWhole(String title, String what) throws IOException {
        TestChunked wrong = layer;
        if (what.equals("bytes")) {
            store.held.put(Digest.sha256(TestImage.bytes(0, SIZE)), TestImage.bytes(99, SIZE));
        } else if (what.equals("table")) {
            wrong.annotations.replaceAll((name, value) ->
                    name.endsWith("checksum") ? Digest.sha256(new byte[1]).toString() : value);
        } else {
            Digest missing = Digest.sha256(TestImage.bytes(1, SIZE));
            wrong = layer.withTable(
                    toc -> toc.replace(missing.hex(), Digest.sha256(new byte[2]).hex()));
        }
        pulledInParts(wrong);
        assertThat(wholes).hasSize(1);
    }

    @Test
    void aHoleWithoutEndIsNoLayer() throws IOException {
        TestChunked bomb = layer.withTable(toc -> toc.replace("\"size\":" + SIZE, "\"size\":" + (1L << 60))
                .replaceAll("\"chunkSize\":[0-9]+", "\"chunkSize\":" + (1L << 60) + ",\"chunkType\":\"zeros\""));
        pulledInParts(bomb);
        assertThat(wholes).hasSize(1);
    }

    /** Whatever a table says, the archive is that of the DiffID: numbers, names and digests of it exchanged. */
    @Test
    void tablesOfContentsThatLieNeverMakeAnotherArchive() throws IOException {
        Random random = new Random(125);
        for (int i = 0; i < 150; i++) {
            TestChunked lying = layer.withTable(toc -> mutated(toc, random));
            pulledInParts(lying);
        }
        assertThat(wholes).hasSizeBetween(30, 150);
    }

    private static String mutated(String toc, Random random) {
        String[] words = {"0", "1", "-1", "9223372036854775807", "4294967296", "null", "\"x\"", "[]", "zeros"};
        List<String> tokens = new ArrayList<>(List.of(toc.split("(?<=[:,{}\\[\\]])|(?=[:,{}\\[\\]])", -1)));
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(tokens.size());
            int other = random.nextInt(tokens.size());
            switch (random.nextInt(4)) {
                case 0 -> tokens.set(at, words[random.nextInt(words.length)]);
                case 1 -> tokens.set(at, tokens.get(other));
                case 2 -> tokens.remove(at);
                default -> tokens.set(at, tokens.get(at).replaceAll("[0-9]", Integer.toString(random.nextInt(10))));
            }
        }
        return String.join("", tokens);
    }
}

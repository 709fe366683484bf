package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers of eStargz of which the destination has some files. The layers are made here, by that format's description. */
class StargzPullTest {
    private static final int CHUNK = 100_000;

    private final MemoryDestination store = new MemoryDestination();
    private final List<String> wholes = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream blob = new ByteArrayOutputStream();
    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private final ByteArrayOutputStream member = new ByteArrayOutputStream();
    private final List<String> entries = new ArrayList<>();
    private final byte[] large = TestImage.bytes(1, 5 * CHUNK + 10);
    private final byte[] small = TestImage.bytes(2, 3_000);
    private byte[] tar = {};

    /** Each chunk begins a member; what follows it, up to the next one, is in there, too. */
    private void add(String name, byte[] content) {
        member.writeBytes(Arrays.copyOf(new TestTar().file(name, content).end(), 512));
        StringBuilder file = new StringBuilder();
        for (int at = 0; at < content.length; at += CHUNK) {
            flush();
            int size = Math.min(CHUNK, content.length - at);
            file.append(
                    at == 0
                            ? "{\"name\":\"" + name + "\",\"type\":\"reg\",\"size\":" + content.length
                                    + ",\"digest\":\"" + Digest.sha256(content) + "\""
                            : ",{\"name\":\"" + name + "\",\"type\":\"chunk\",\"chunkOffset\":" + at);
            file.append(",\"offset\":").append(blob.size());
            file.append(size == CHUNK ? ",\"chunkSize\":" + CHUNK : "").append("}");
            member.write(content, at, size);
        }
        member.writeBytes(new byte[-content.length & 511]);
        entries.add(file.toString());
    }

    private void flush() {
        archive.writeBytes(member.toByteArray());
        blob.writeBytes(TestImage.gzip(member.toByteArray()));
        member.reset();
    }

    private TestImage image(UnaryOperator<String> change) {
        add("small", small);
        add("large", large);
        add("last", small);
        flush();
        byte[] toc = change.apply("{\"version\":1,\"entries\":[" + String.join(",", entries) + "]}")
                .getBytes(UTF_8);
        int table = blob.size();
        member.writeBytes(new TestTar().file("stargz.index.json", toc).end());
        flush();
        byte[] extra = ("%016x".formatted(table) + "STARGZ").getBytes(US_ASCII);
        blob.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 255, 26, 0, 'S', 'G', 22, 0});
        blob.writeBytes(extra);
        blob.writeBytes(new byte[] {1, 0, 0, (byte) 255, (byte) 255, 0, 0, 0, 0, 0, 0, 0, 0});
        tar = archive.toByteArray();
        TestImage image = new TestImage().layer(tar, blob.toByteArray(), MediaTypes.OCI_LAYER_GZIP);
        String digest = Digest.sha256(toc).toString();
        image.layers.set(
                0, image.layers.getFirst().withAnnotations(Map.of("containerd.io/snapshot/stargz/toc.digest", digest)));
        return image;
    }

    private long pull(TestImage image) {
        MemorySource source = MemorySource.of(image);
        source.inParts = true;
        ImageCopier.copy(source, store, CopyOptions.defaults().withListener(new ProgressListener() {
            @Override
            public void layerWhole(Descriptor whole, String reason) {
                wholes.add(reason);
            }
        }));
        assertThat(store.layers.values()).containsExactly(tar);
        return source.partial.get();
    }

    @Test
    void chunksOfALargeFileThatIsThereAreNotFetchedSaveTheLast() {
        store.held.put(Digest.sha256(large), large);
        store.held.put(Digest.sha256(small), small);
        assertThat(pull(image(toc -> toc))).isLessThan(12_000);
        assertThat(wholes).isEmpty();
    }

    @Test
    void aLayerWithoutLargeFilesIsFetchedAsAWhole() {
        store.held.put(Digest.sha256(small), small);
        pull(image(toc -> toc));
        assertThat(wholes).containsExactly("most of it is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"chunkOffset\":100000', '\"innerOffset\":7,\"chunkOffset\":100000', several files in a member",
        "'\"chunkSize\":100000', '\"chunkSize\":99999', digest",
        "'\"chunkSize\":100000', '\"chunkSize\":1000000000000', elsewhere",
        "'\"type\":\"chunk\"', '\"type\":\"other\"', unknown",
        "'\"size\":500010', '\"size\":500000', most of it"
    })
    void aTableThatIsWrongIsNotBelieved(String what, String instead, String reason) {
        store.held.put(Digest.sha256(large), large);
        pull(image(toc -> toc.replace(what, instead)));
        assertThat(wholes).singleElement().asString().contains(reason);
    }

    @Test
    void tablesThatLieNeverMakeAnotherArchive() {
        Random random = new Random(126);
        store.held.put(Digest.sha256(large), large);
        for (int i = 0; i < 40; i++) {
            blob.reset();
            archive.reset();
            entries.clear();
            store.layers.clear();
            pull(image(toc -> mutated(toc, random)));
        }
    }

    private static String mutated(String toc, Random random) {
        char[] text = toc.toCharArray();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length);
            text[at] = Character.isDigit(text[at]) ? (char) ('0' + random.nextInt(10)) : text[at];
        }
        return new String(text);
    }
}

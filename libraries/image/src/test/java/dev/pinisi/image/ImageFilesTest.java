package dev.pinisi.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.spec.Digest;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files in images, without unpacking. */
class ImageFilesTest {
    private static final Platform PLATFORM = Platform.parse("linux/amd64");

    private final TestImage image = new TestImage();

    @Test
    void aFileOfTheUppermostLayerCountsAndLowerLayersAreNotFetched() throws IOException {
        layer(new TestTar().entry("etc/motd", '0', bytes("old")));
        layer(new TestTar().entry("etc/motd", '0', bytes("new")));
        MemorySource source = MemorySource.of(image);
        assertThat(read(source, "/etc/motd")).isEqualTo("new");
        assertThat(source.opened).doesNotContain(blob(0));
    }

    @Test
    void aFileThatAnUpperLayerDeletesIsGone() {
        layer(new TestTar().entry("etc/motd", '0', bytes("old")));
        layer(new TestTar().entry("etc/.wh.motd", '0', new byte[0]));
        assertMissing("/etc/motd");
    }

    @Test
    void aDirectoryThatAnUpperLayerDeletesTakesItsFilesAway() {
        layer(new TestTar().entry("a/b/c", '0', bytes("old")));
        layer(new TestTar().entry(".wh.a", '0', new byte[0]));
        assertMissing("a/b/c");
    }

    @Test
    void anOpaqueDirectoryHidesWhatLowerLayersHaveInIt() throws IOException {
        layer(new TestTar().entry("a/old", '0', bytes("old")));
        layer(new TestTar().entry("a/.wh..wh..opq", '0', new byte[0]).entry("a/new", '0', bytes("new")));
        assertMissing("a/old");
        assertThat(paths("a")).containsExactly("a/new");
    }

    @Test
    void aWhiteoutIsAboutLowerLayersOnly() throws IOException {
        layer(new TestTar().entry("f", '0', bytes("old")));
        layer(new TestTar().entry("f", '0', bytes("new")).entry(".wh.f", '0', new byte[0]));
        assertThat(read("f")).isEqualTo("new");
        assertThat(paths("")).containsExactly("f");
    }

    @Test
    void aFileInPlaceOfADirectoryHidesWhatWasInIt() throws IOException {
        layer(new TestTar().entry("a/f", '0', bytes("old")));
        layer(new TestTar().entry("a", '0', bytes("new")));
        assertMissing("a/f");
        assertThat(paths("")).containsExactly("a");
    }

    @Test
    void linksAreFollowedAcrossLayersAndCannotLeadOutOfTheImage() throws IOException {
        layer(new TestTar().entry("usr/bin/tool", '0', bytes("tool")).link("bin", '2', "usr/bin"));
        layer(new TestTar().link("alias", '2', "../../../bin/tool"));
        assertThat(read("/alias")).isEqualTo("tool");
        assertThat(paths("/bin")).containsExactly("usr/bin/tool");
    }

    @Test
    void aHardLinkHasTheContentThatItsOwnLayerKnew() throws IOException {
        layer(new TestTar().entry("f", '0', bytes("old")).link("hard", '1', "f"));
        layer(new TestTar().entry("f", '0', bytes("new")));
        assertThat(read("hard")).isEqualTo("old");
    }

    @Test
    void linksInACircleEnd() {
        layer(new TestTar().link("a", '2', "b").link("b", '2', "a"));
        assertThatThrownBy(() -> read("a")).isInstanceOf(ImageException.class).hasMessageContaining("links");
        assertThatThrownBy(() -> paths("a")).isInstanceOf(ImageException.class).hasMessageContaining("links");
    }

    @Test
    void aDirectoryHasNoContent() {
        layer(new TestTar().entry("etc/", '5', new byte[0]).entry("etc/f", '0', bytes("f")));
        assertThatThrownBy(() -> read("etc")).hasMessage("etc: is a directory");
    }

    @Test
    void aListingIsOfADirectoryAloneOrOfAllBelowIt() throws IOException {
        layer(new TestTar()
                .entry("a/", '5', new byte[0])
                .entry("a/f", '0', bytes("f"))
                .entry("a/b/", '5', new byte[0])
                .entry("a/b/g", '0', bytes("g"))
                .entry("ab", '0', bytes("x")));
        assertThat(paths("a")).containsExactly("a/b", "a/f");
        assertThat(files().list("a", true).stream().map(ImageFile::path)).containsExactly("a/b", "a/b/g", "a/f");
    }

    @Test
    void aLayerWhoseBytesAreNotItsDigestsIsRefusedWhenItIsReadWhole() {
        layer(new TestTar().entry("f", '0', bytes("content")));
        byte[] tampered =
                TestImage.gzip(new TestTar().entry("f", '0', bytes("CONTENT")).end());
        image.blobs.put(blob(0), tampered);
        assertThatThrownBy(() -> paths("")).isInstanceOf(ImageException.class).hasMessageContaining("corrupt");
    }

    @Test
    void aTruncatedArchiveSaysWhichLayerItIs() {
        byte[] whole = new TestTar().entry("f", '0', new byte[5000]).end();
        byte[] half = Arrays.copyOf(whole, 2000);
        image.layer(half, TestImage.gzip(half), MediaTypes.OCI_LAYER_GZIP);
        assertThatThrownBy(() -> paths("")).hasMessageContaining("layer " + blob(0));
    }

    @Test
    void aFileOfAChunkedZstdLayerIsReadByItsRangesAlone() throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.writeBytes(zstd(bytes("what nobody asked for")));
        int first = blob.size();
        blob.writeBytes(zstd(bytes("hello, ")));
        int second = blob.size();
        blob.writeBytes(zstd(bytes("world")));
        int end = blob.size();
        String digest = Digest.sha256(bytes("hello, world\0\0\0")).toString();
        byte[] toc = zstd(bytes("""
                {"version":1,"entries":[
                {"type":"reg","name":"f","size":15,"digest":"%s","offset":%d,"endOffset":%d,"chunkSize":7},
                {"type":"chunk","name":"f","offset":%d,"chunkOffset":7,"chunkSize":5},
                {"type":"chunk","name":"f","chunkOffset":12,"chunkSize":3,"chunkType":"zeros"}]}
                """.formatted(digest, first, end, second)));
        blob.writeBytes(toc);
        chunked(blob.toByteArray(), end + ":" + toc.length + ":999:1", Digest.sha256(toc));
        assertThat(read("f")).isEqualTo("hello, world\0\0\0");
        assertThat(paths("")).containsExactly("f");

        byte[] tampered = blob.toByteArray();
        System.arraycopy(zstd(bytes("HELLO, ")), 0, tampered, first, second - first);
        image.blobs.put(blob(0), tampered);
        assertThatThrownBy(() -> read("f")).isInstanceOf(ImageException.class).hasMessageContaining("/f is corrupt");
    }

    @Test
    void aTableOfContentsThatIsNotTheManifestsIsRefused() {
        byte[] toc = zstd(bytes("{\"version\":1,\"entries\":[]}"));
        chunked(toc, "0:" + toc.length + ":999:1", Digest.sha256(bytes("another")));
        assertThatThrownBy(() -> paths("")).hasMessageContaining("its table of contents is not that of its manifest");
        image.layers.clear();
        image.diffIds.clear();
        chunked(toc, toc.length + ":" + toc.length + ":999:1", Digest.sha256(toc));
        assertThatThrownBy(() -> paths("")).hasMessageContaining("points behind its end");
    }

    @Test
    void aFileOfAnEStargzLayerIsReadByItsRangeAlone() throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        blob.writeBytes(TestImage.gzip(bytes("a header")));
        int offset = blob.size();
        blob.writeBytes(TestImage.gzip(bytes("hello")));
        byte[] toc = bytes("""
                {"version":1,"entries":[{"name":"d/","type":"dir","mode":493},
                {"name":"d/f","type":"reg","size":5,"offset":%d,"digest":"%s"}]}
                """.formatted(offset, Digest.sha256(bytes("hello"))));
        int table = blob.size();
        blob.writeBytes(TestImage.gzip(
                new TestTar().entry("stargz.index.json", '0', toc).end()));
        blob.writeBytes(
                bytes("0123456789abcdef" + HexFormat.of().toHexDigits((long) table) + "STARGZ" + "0123456789abc"));
        layerWith(
                blob.toByteArray(),
                MediaTypes.OCI_LAYER_GZIP,
                Map.of(
                        "containerd.io/snapshot/stargz/toc.digest",
                        Digest.sha256(toc).toString()));
        assertThat(read("d/f")).isEqualTo("hello");
        assertThat(paths("d")).containsExactly("d/f");
    }

    private void chunked(byte[] blob, String position, Digest checksum) {
        layerWith(
                blob,
                MediaTypes.OCI_LAYER_ZSTD,
                Map.of(
                        "io.github.containers.zstd-chunked.manifest-position",
                        position,
                        "io.github.containers.zstd-chunked.manifest-checksum",
                        checksum.toString()));
    }

    private void layerWith(byte[] blob, String type, Map<String, String> annotations) {
        image.layer(blob, blob, type);
        int last = image.layers.size() - 1;
        image.layers.set(last, image.layers.get(last).withAnnotations(annotations));
    }

    static byte[] zstd(byte[] plain) {
        ZstdCompressor compressor = ZstdCompressor.create();
        byte[] compressed = new byte[compressor.maxCompressedLength(plain.length)];
        int length = compressor.compress(plain, 0, plain.length, compressed, 0, compressed.length);
        return Arrays.copyOf(compressed, length);
    }

    private void layer(TestTar tar) {
        byte[] bytes = tar.end();
        image.layer(bytes, TestImage.gzip(bytes), MediaTypes.OCI_LAYER_GZIP);
    }

    private Digest blob(int layer) {
        return image.layers.get(layer).digest();
    }

    private ImageFiles files() throws IOException {
        MemorySource source = MemorySource.of(image);
        return ImageFiles.of(source, ImageView.of(source, PLATFORM));
    }

    private List<String> paths(String directory) throws IOException {
        return files().list(directory, false).stream().map(ImageFile::path).toList();
    }

    private String read(String path) throws IOException {
        return read(MemorySource.of(image), path);
    }

    private static String read(MemorySource source, String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageFiles.of(source, ImageView.of(source, PLATFORM)).read(path, out);
        return out.toString(UTF_8);
    }

    private void assertMissing(String path) {
        assertThatThrownBy(() -> read(path)).hasMessageContaining(path + ": no such file or directory");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

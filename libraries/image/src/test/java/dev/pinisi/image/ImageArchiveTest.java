package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.ImageException.Kind;
import dev.pinisi.image.ImageExport.Format;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageIndex;
import dev.pinisi.spec.MediaTypes;
import dev.pinisi.spec.Platform;
import dev.pinisi.spec.RawDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageArchiveTest {
    @TempDir
    Path directory;

    private final TestImage image = new TestImage().plainLayer(1, 70_000).plainLayer(2, 0);
    private final MemoryDestination store = new MemoryDestination();

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private static MemorySource named(TestImage image, String... names) {
        MemorySource source = MemorySource.of(image);
        source.names.addAll(List.of(names));
        return source;
    }

    private List<String> load(ImageArchive archive) throws IOException {
        try (archive) {
            return archive.images().stream()
                    .map(source -> source.names() + " "
                            + ImageCopier.copy(source, store, CopyOptions.defaults())
                                    .equals(image.id()))
                    .toList();
        }
    }

    private byte[] dockerArchive(ImageSource... sources) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageExport.write(List.of(sources), Format.DOCKER_ARCHIVE, out, temporary());
        return out.toByteArray();
    }

    private ImageException refused(byte[] archive) throws IOException {
        Path file = Files.write(directory.resolve("bad.tar"), archive);
        try (ImageArchive opened = ImageArchive.open(file, temporary())) {
            for (ImageSource source : opened.images()) {
                ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults());
            }
        } catch (ImageException e) {
            return e;
        }
        throw new AssertionError("was not refused");
    }

    private void assertNothingTemporary() throws IOException {
        if (Files.exists(temporary())) {
            try (Stream<Path> left = Files.list(temporary())) {
                assertThat(left).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void what_is_written_is_read_again(Format format) throws IOException {
        Path place = directory.resolve("image");
        ImageExport.write(List.of(named(image, "q.io/x:1")), format, place, temporary());
        String names = format == Format.DOCKER_DIRECTORY ? "[]" : "[q.io/x:1]";
        assertThat(load(ImageArchive.open(place, temporary()))).containsExactly(names + " true");
        assertThat(store.layers.get(image.diffIds.get(0))).isEqualTo(TestImage.bytes(1, 70_000));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void layers_that_come_compressed_are_written_as_the_format_wants_them(Format format) throws IOException {
        TestImage compressed = new TestImage().gzipLayer(3, 60_000);
        Path place = directory.resolve("image");
        ImageExport.write(List.of(named(compressed)), format, place, temporary());
        load(ImageArchive.open(place, temporary()));
        assertThat(store.layers.get(compressed.diffIds.get(0))).isEqualTo(TestImage.bytes(3, 60_000));
        assertNothingTemporary();
    }

    @Test
    void the_same_images_make_the_same_archive() {
        assertThat(dockerArchive(named(image, "q.io/x:1"))).isEqualTo(dockerArchive(named(image, "q.io/x:1")));
    }

    @Test
    void several_images_share_their_layers() throws IOException {
        TestImage other = new TestImage().plainLayer(1, 70_000).plainLayer(5, 10);
        byte[] archive = dockerArchive(named(image, "q.io/x:1", "q.io/x:2"), named(other, "q.io/y:1"));
        assertThat(archive.length).isLessThan(100_000);
        assertThat(load(ImageArchive.read(new ByteArrayInputStream(archive), temporary())))
                .containsExactly("[q.io/x:1, q.io/x:2] true", "[q.io/y:1] false");
        assertNothingTemporary();
    }

    @Test
    void a_location_names_one_of_several_images() throws IOException {
        Path file = Files.write(
                directory.resolve("a.tar"),
                dockerArchive(named(image, "q.io/x:1"), named(new TestImage().plainLayer(5, 10), "q.io/y:1")));
        ImageTransport.Context context = new ImageTransport.Context(TestFiles.UNCONFIGURED, temporary());
        try (ImageSource source = Transports.open("docker-archive:" + file + ":q.io/x:1", context)) {
            assertThat(ImageCopier.copy(source, store, CopyOptions.defaults())).isEqualTo(image.id());
        }
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-archive:" + file, context))
                .withMessageContaining("holds 2 images; add :NAME");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-archive:" + file + ":q.io/z", context))
                .withMessageContaining("no image q.io/z:latest in it");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("ftp:x", context))
                .withMessageContaining("docker, oci, oci-archive, docker-archive, dir");
    }

    @Test
    void a_compressed_archive_is_read_and_its_copy_removed() throws IOException {
        Path file = Files.write(directory.resolve("a.tgz"), TestImage.gzip(dockerArchive(named(image, "q.io/x:1"))));
        assertThat(load(ImageArchive.open(file, temporary()))).containsExactly("[q.io/x:1] true");
        assertNothingTemporary();
    }

    @Test
    void an_xz_archive_is_refused_with_the_remedy() throws IOException {
        ImageException e = refused(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(e.getMessage()).contains("bad.tar", "xz", "decompress it");
        assertNothingTemporary();
    }

    @Test
    void layers_of_old_archives_are_links_to_each_other() throws IOException {
        byte[] layer = TestImage.bytes(1, 70_000);
        String config = image.config().toString();
        TestTar tar = new TestTar()
                .file("aa/layer.tar", layer)
                .link("bb/layer.tar", '2', "../aa/layer.tar")
                .link("./cc.tar", '1', "bb/layer.tar")
                .file("dd.tar", new byte[0])
                .file("c.json", config.getBytes(StandardCharsets.UTF_8))
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[\"x\"],\"Layers\":[\"cc.tar\",\"dd.tar\"]}]"
                                .getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(directory.resolve("old.tar"), tar.end());
        assertThat(load(ImageArchive.open(file, temporary()))).containsExactly("[docker.io/library/x:latest] true");
    }

    @Test
    void layers_inside_a_docker_archive_may_be_compressed() throws IOException {
        TestImage one = new TestImage().plainLayer(1, 70_000);
        TestTar tar = new TestTar()
                .file("l", TestImage.gzip(TestImage.bytes(1, 70_000)))
                .file("c", one.config().bytes())
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c\",\"RepoTags\":null,\"Layers\":[\"l\"]}]".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(directory.resolve("z.tar"), tar.end());
        load(ImageArchive.open(file, temporary()));
        assertThat(store.layers).containsOnlyKeys(one.diffIds);
    }

    @Test
    void long_names_of_gnu_and_pax_are_read() throws IOException {
        String gnu = "g".repeat(150) + "/l";
        String pax = "p".repeat(150) + "/c";
        TestImage one = new TestImage().plainLayer(1, 10);
        TestTar tar = new TestTar()
                .entry("././@LongLink", 'L', (gnu + "\0").getBytes(StandardCharsets.UTF_8))
                .file("short", TestImage.bytes(1, 10))
                .entry("PaxHeaders", 'x', ("162 path=" + pax + "\n").getBytes(StandardCharsets.UTF_8))
                .file("short", one.config().bytes())
                .file(
                        "manifest.json",
                        ("[{\"Config\":\"" + pax + "\",\"RepoTags\":[],\"Layers\":[\"" + gnu + "\"]}]")
                                .getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(directory.resolve("long.tar"), tar.end());
        load(ImageArchive.open(file, temporary()));
        assertThat(store.layers).containsOnlyKeys(one.diffIds);
    }

    @Test
    void links_in_a_circle_are_refused() throws IOException {
        TestTar tar = new TestTar().link("manifest.json", '2', "a").link("a", '2', "manifest.json");
        assertThat(refused(tar.end()).getMessage()).contains("lead in a circle");
    }

    @Test
    void names_that_lead_out_of_a_directory_are_refused() throws IOException {
        Path place = Files.createDirectory(directory.resolve("d"));
        Files.writeString(
                place.resolve("manifest.json"),
                "[{\"Config\":\"../../../../../../etc/passwd\",\"RepoTags\":[],\"Layers\":[]}]");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageArchive.open(place, temporary()))
                .withMessageContaining("leads out of");
    }

    @Test
    void what_is_no_archive_is_named() throws IOException {
        assertThat(refused("hello".getBytes(StandardCharsets.UTF_8)).getMessage())
                .contains("bad.tar", "not a tar");
        assertThat(refused(new TestTar().file("x", new byte[3]).end()).getMessage())
                .contains("neither a docker-archive nor an OCI layout");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageArchive.open(directory.resolve("absent"), temporary()))
                .withMessageContaining("no such file or directory");
    }

    @Test
    void an_image_that_cannot_be_read_is_named_and_no_file_appears() throws IOException {
        MemorySource source = named(image, "q.io/x:1");
        source.blobs.get(image.layers.get(0).digest())[7] ^= 1;
        Path place = directory.resolve("out.tar");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> ImageExport.write(List.of(source), Format.DOCKER_ARCHIVE, place, temporary()))
                .withMessageContaining(
                        "memory:test: layer " + image.layers.get(0).digest(), "is corrupt");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_missing_layer_is_named() throws IOException {
        TestTar tar = new TestTar()
                .file("c.json", image.config().bytes())
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":[],\"Layers\":[\"l1\",\"l2\"]}]"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(refused(tar.end()).getMessage()).contains("lacks the layer l1");
    }

    @Test
    void a_layout_with_a_corrupt_manifest_is_refused() throws IOException {
        Path place = directory.resolve("layout");
        ImageExport.write(List.of(named(image, "q.io/x:1")), Format.OCI_DIRECTORY, place, temporary());
        Digest manifest = ImageIndex.parse(RawDocument.of(Files.readAllBytes(place.resolve("index.json"))))
                .manifests()
                .getFirst()
                .digest();
        Files.writeString(place.resolve("blobs/sha256").resolve(manifest.hex()), "{}");
        try (ImageArchive archive = ImageArchive.open(place, temporary())) {
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> ImageCopier.copy(archive.images().get(0), store, CopyOptions.defaults()))
                    .withMessageContaining("is corrupt");
        }
    }

    @Test
    void an_image_without_a_name_in_the_layout_has_none_and_a_tag_is_local() throws IOException {
        TestImage other = new TestImage().plainLayer(7, 10);
        Path place = directory.resolve("layout");
        ImageExport.write(List.of(named(image), named(other, "latest")), Format.OCI_DIRECTORY, place, temporary());
        assertThat(load(ImageArchive.open(place, temporary())))
                .containsExactly("[] true", "[localhost/latest:latest] false");
        assertThat(Files.readString(place.resolve("index.json"))).contains(MediaTypes.OCI_INDEX);
    }

    @Test
    void an_oci_archive_is_one_for_docker_too() throws IOException {
        Path file = directory.resolve("both.tar");
        ImageTransport.Context context = new ImageTransport.Context(TestFiles.UNCONFIGURED, directory);
        Digest written;
        try (BlobDestination destination = Transports.create("oci-archive:" + file + ":q.io/x:1", context)) {
            written = ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults())
                    .raw()
                    .digest();
        }
        try (ImageSource docker = Transports.open("docker-archive:" + file + ":q.io/x:1", context)) {
            assertThat(ImageCopier.copy(docker, store, CopyOptions.defaults())).isEqualTo(image.id());
        }
        try (ImageArchive archive = ImageArchive.open(file, temporary())) {
            ImageSource loaded = archive.images().getFirst();
            assertThat(loaded.identity().transport()).isEqualTo("oci-archive");
            assertThat(loaded.names()).containsExactly("q.io/x:1");
            assertThat(loaded.digest()).isEqualTo(written);
        }
    }

    @Test
    void an_index_in_an_oci_archive_is_for_docker_the_image_of_this_machine() throws IOException {
        Path file = directory.resolve("both.tar");
        ImageTransport.Context context = new ImageTransport.Context(TestFiles.UNCONFIGURED, directory);
        TestIndex index = new TestIndex()
                .add(new TestImage().plainLayer(7, 9), "other")
                .add(image, Platform.host().architecture());
        TransferOptions all = TransferOptions.builder()
                .instances(new TransferOptions.Instances.All())
                .build();
        try (BlobDestination destination = Transports.create("oci-archive:" + file, context)) {
            ImageCopier.copy(index.source(), destination, all);
        }
        try (ImageSource docker = Transports.open("docker-archive:" + file, context)) {
            assertThat(ImageCopier.copy(docker, store, CopyOptions.defaults())).isEqualTo(image.id());
        }
    }

    @Test
    void damaged_archives_are_read_or_refused_but_nothing_else() throws IOException {
        byte[] archive = dockerArchive(named(new TestImage().plainLayer(1, 600), "q.io/x:1"));
        Random random = new Random(20_260_103);
        Path file = directory.resolve("damaged.tar");
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] damaged = round % 3 == 0 ? Arrays.copyOf(archive, random.nextInt(archive.length)) : archive.clone();
            for (int i = 0; i < 3 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try (ImageArchive opened = ImageArchive.open(file, temporary())) {
                for (ImageSource source : opened.images()) {
                    ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults());
                }
            } catch (ImageException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
        assertNothingTemporary();
    }
}

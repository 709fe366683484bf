package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageDestinationException;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.spec.Descriptor;
import dev.pinisi.spec.Digest;
import dev.pinisi.spec.ImageManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImagesKernelTest {
    private static final String BUSYBOX = "docker.io/library/busybox:latest";

    @RegisterExtension
    final TestStores stores = new TestStores();

    @Test
    void an_image_has_what_it_was_stored_with() throws IOException {
        Store store = stores.open();
        TestImage image = TestImage.small("12345");
        Digest id = image.storeIn(store, BUSYBOX);
        StoredImage stored = store.images().resolve("busybox").orElseThrow();
        assertThat(stored.id()).isEqualTo(id);
        assertThat(stored.names()).containsExactly(BUSYBOX);
        assertThat(stored.created()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(stored.size()).isEqualTo(5);
        assertThat(stored.layers()).isEqualTo(image.diffIds());
        assertThat(stored.config().diffIds()).isEqualTo(image.diffIds());
        assertThat(stored.manifest().raw().digest()).isEqualTo(stored.digest());
    }

    @Test
    void names_ids_prefixes_and_digests_resolve() throws IOException {
        Store store = stores.open();
        TestImage image = TestImage.small("a");
        Digest id = image.storeIn(store, BUSYBOX, "quay.io/team/tool:v1");
        Digest manifest = store.images().find(id).orElseThrow().digest();
        try (ImageDestination destination = store.images().newDestination()) {
            destination.commit(image.record(List.of(), List.of("docker.io/library/busybox")));
        }
        List<String> good = List.of(
                "busybox",
                "busybox:latest",
                "library/busybox",
                "docker.io/busybox",
                "docker.io/library/busybox",
                BUSYBOX,
                "tool:v1",
                "team/tool:v1",
                "quay.io/team/tool:v1",
                "busybox@" + manifest,
                "docker.io/library/busybox:any@" + manifest,
                id.toString(),
                id.hex(),
                id.hex().substring(0, 3),
                "sha256:" + id.hex().substring(0, 12));
        for (String text : good) {
            assertThat(store.images().resolve(text)).as(text).isPresent();
        }
        for (String text : List.of("tool", "box", "busybox:v2", "docker.io/tool:v1", "UPPER", "", "g0", "ool:v1")) {
            assertThat(store.images().resolve(text)).as(text).isEmpty();
        }
        assertThat(store.images().find(id).orElseThrow().repoDigests())
                .containsExactly("docker.io/library/busybox@" + manifest);
    }

    @Test
    void the_local_image_comes_before_docker_hub_s() throws IOException {
        Store store = stores.open();
        TestImage.small("hub").storeIn(store, "docker.io/library/x:latest");
        Digest local = TestImage.small("local").storeIn(store, "localhost/x:latest");
        assertThat(store.images().resolve("x").orElseThrow().id()).isEqualTo(local);
    }

    @Test
    void of_several_images_with_a_short_name_the_first_that_came_is_meant() throws IOException {
        Store store = stores.open();
        Digest first = TestImage.small("first").storeIn(store, "z.example/x/tool:latest");
        TestImage.small("second").storeIn(store, "a.example/x/tool:latest");
        assertThat(store.images().resolve("tool").orElseThrow().id()).isEqualTo(first);
        assertThat(store.images().resolve("x/tool").orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void an_ambiguous_id_is_an_error() throws IOException {
        Store store = stores.open();
        for (int i = 0; i < 17; i++) {
            TestImage.small("image " + i).storeIn(store, "r" + i + ".example/x/tool:latest");
        }
        // of 17 IDs two begin with the same of 16 digits
        String shared = Stream.of("0123456789abcdef".split(""))
                .filter(digit -> store.images().list().stream()
                                .filter(image -> image.id().hex().startsWith(digit))
                                .count()
                        > 1)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> store.images().resolve(shared))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.AMBIGUOUS))
                .hasMessageContaining("ambiguous");
    }

    @Test
    void a_name_moves_to_the_image_that_got_it_last() throws IOException {
        Store store = stores.open();
        Digest first = TestImage.small("1").storeIn(store, BUSYBOX);
        Digest second = TestImage.small("2").storeIn(store, BUSYBOX);
        assertThat(store.images().resolve("busybox").orElseThrow().id()).isEqualTo(second);
        assertThat(store.images().find(first).orElseThrow().names()).isEmpty();
    }

    @Test
    void tags_come_and_go() throws IOException {
        Store store = stores.open();
        Digest id = TestImage.small("1").storeIn(store, BUSYBOX);
        store.images().tag(id, "mine:1");
        store.images().tag(id, "registry.example:5000/a/b");
        assertThat(store.images().find(id).orElseThrow().names())
                .containsExactly(BUSYBOX, "localhost/mine:1", "registry.example:5000/a/b:latest");
        assertThat(store.images().untag("mine:1")).isTrue();
        assertThat(store.images().untag("mine:1")).isFalse();
        assertThat(store.images().resolve("mine:1")).isEmpty();
        assertThatThrownBy(() -> store.images().tag(Digest.sha256(new byte[0]), "x"))
                .hasMessageContaining("is not in the store");
        assertThat(store.check(true)).isEmpty();
    }

    @Test
    void removing_an_image_leaves_the_layers_that_another_has() throws IOException {
        Store store = stores.open();
        byte[] base = new TarBuilder().file("base", "x").build();
        byte[] top = new TarBuilder().file("top", "y").build();
        Digest shared = TestImage.of(base).storeIn(store, "base");
        Digest both = TestImage.of(base, top).storeIn(store, "docker.io/library/both:latest");
        RemovedImage removed = store.images().remove(both);
        assertThat(removed.names()).containsExactly("docker.io/library/both:latest");
        assertThat(removed.layers()).containsExactly(Digest.sha256(top));
        assertThat(store.layers().list()).extracting(LayerInfo::diffId).containsExactly(Digest.sha256(base));
        assertThat(store.images().remove(shared).layers()).containsExactly(Digest.sha256(base));
        assertThat(store.check(true)).isEmpty();
        assertThat(names("locks")).isEmpty();
        assertThat(names("staging")).isEmpty();
    }

    @Test
    void a_layer_that_a_transfer_found_is_not_removed_under_it() throws IOException {
        Store store = stores.open();
        TestImage image = TestImage.small("1");
        Digest id = image.storeIn(store, "docker.io/library/a:1");
        try (ImageDestination destination = store.images().newDestination()) {
            assertThat(destination.hasLayer(image.diffIds().get(0))).isTrue();
            assertThat(store.images().remove(id).layers()).isEmpty();
            destination.commit(image.record(List.of("docker.io/library/b:1"), List.of()));
        }
        assertThat(store.images().resolve("b:1")).isPresent();
        assertThat(store.check(true)).isEmpty();
    }

    @Test
    void an_image_in_use_is_not_removed_and_the_error_names_the_containers() throws IOException {
        Store store = stores.open();
        Digest id = TestImage.small("1").storeIn(store, BUSYBOX);
        StoredImage image = store.images().find(id).orElseThrow();
        store.rootFilesystems().create(RootFilesystemSpec.of("two", image));
        store.rootFilesystems().create(RootFilesystemSpec.of("one", image));
        assertThatThrownBy(() -> store.images().remove(id))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.users()).containsExactly("one", "two"))
                .hasMessageContaining("in use by containers one, two");
        store.rootFilesystems().delete("one");
        store.rootFilesystems().delete("two");
        assertThat(store.images().remove(id).layers()).hasSize(1);
    }

    @Test
    void an_image_without_its_layers_is_refused() throws IOException {
        Store store = stores.open();
        try (ImageDestination destination = store.images().newDestination()) {
            assertThatThrownBy(() -> destination.commit(TestImage.small("x").record(List.of(), List.of())))
                    .isInstanceOf(ImageDestinationException.class)
                    .hasMessageContaining("is missing");
        }
    }

    @Test
    void images_are_listed_the_newest_first() throws IOException {
        Store store = stores.open();
        byte[] layer = new TarBuilder().file("f", "").build();
        Digest old = new TestImage(List.of(layer), "2020-01-01T00:00:00+02:00").storeIn(store);
        Digest recent = new TestImage(List.of(layer), "2026-06-01T12:00:00.5Z").storeIn(store);
        Digest none = new TestImage(List.of(layer), "").storeIn(store);
        assertThat(store.images().list()).extracting(StoredImage::id).containsExactly(recent, old, none);
    }

    @Test
    void a_damaged_document_is_noticed_when_it_is_verified_or_goes_out() throws IOException {
        Store store = stores.open();
        Digest id = TestImage.small("1").storeIn(store, BUSYBOX);
        Path config = stores.options().root().resolve("images/" + id.hex() + "/config");
        Files.writeString(config, Files.readString(config).replace("amd64", "arm64"));
        StoredImage image = store.images().find(id).orElseThrow();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                image::verify, () -> store.images().newSource(image, List.of()).manifest())) {
            assertThatThrownBy(use)
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.DAMAGED));
        }
    }

    @Test
    void an_image_goes_out_with_uncompressed_layers() throws IOException {
        Store store = stores.open();
        TestImage image = TestImage.small("out");
        Digest id = image.storeIn(store, BUSYBOX);
        try (ImageSource source =
                store.images().newSource(store.images().find(id).orElseThrow(), List.of(BUSYBOX))) {
            ImageManifest manifest = (ImageManifest) source.manifest();
            assertThat(source.names()).containsExactly(BUSYBOX);
            assertThat(manifest.config().digest()).isEqualTo(id);
            Descriptor layer = manifest.layers().get(0);
            try (InputStream tar = source.open(layer);
                    InputStream config = source.open(manifest.config())) {
                assertThat(tar.readAllBytes()).isEqualTo(image.layers().get(0)).hasSize((int) layer.size());
                assertThat(Digest.sha256(config.readAllBytes())).isEqualTo(id);
            }
        }
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> list = Files.list(stores.options().root().resolve(directory))) {
            return list.map(path -> path.getFileName().toString()).toList();
        }
    }
}

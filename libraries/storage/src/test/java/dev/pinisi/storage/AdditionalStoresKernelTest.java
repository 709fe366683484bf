package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.image.spi.ImageDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.LayerReservation;
import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images and layers of stores on read-only mounts are seen and used, and nothing is changed there. */
class AdditionalStoresKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private final TestImage image = TestImage.of(
            new TarBuilder()
                    .directory("etc", 0755)
                    .file("etc/base", "of the base")
                    .build(),
            new TarBuilder()
                    .directory("etc", 0755)
                    .file("etc/top", "of the top")
                    .build());

    private Path origin = Path.of("");
    private Path shared = Path.of("");
    private Digest id = Digest.sha256(new byte[0]);

    @BeforeEach
    void share() throws Exception {
        origin = stores.directory("origin");
        id = image.storeIn(Store.open(StoreOptions.of(origin, stores.directory("originrun"))), "localhost/shared:1");
        shared = stores.directory("shared");
        run("mount", "--bind", origin.toString(), shared.toString());
        run("mount", "-o", "remount,bind,ro", shared.toString());
    }

    @AfterEach
    void unshare() throws Exception {
        if (Files.isDirectory(shared.resolve("images"))) {
            run("umount", shared.toString());
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private Store open() {
        return Store.open(stores.options().withDriverOptions(List.of("additionalimagestore=" + shared)));
    }

    @Test
    void its_images_are_found_listed_and_marked() {
        ImageStore images = open().images();
        for (String name : List.of("shared:1", "localhost/shared:1", id.shortHex(), id.toString())) {
            StoredImage found = images.resolve(name).orElseThrow();
            assertThat(found.id()).isEqualTo(id);
            assertThat(found.isReadOnly()).isTrue();
        }
        assertThat(images.list()).extracting(StoredImage::names).containsExactly(List.of("localhost/shared:1"));
        assertThat(stores.open().images().list()).isEmpty();
    }

    @Test
    void they_leave_it_bit_for_bit() throws IOException {
        Store store = open();
        StoredImage found = store.images().find(id).orElseThrow();
        try (ImageSource source = store.images().newSource(found, List.of());
                InputStream archive = store.layers().openTar(image.diffIds().get(1))) {
            assertThat(source.manifest().raw().size()).isPositive();
            assertThat(archive.readAllBytes()).isEqualTo(image.layers().get(1));
        }
        assertThat(store.images().changes(found))
                .extracting(RootFilesystem.Change::path)
                .contains("/etc/top");
    }

    @Test
    void containers_are_made_of_them() throws IOException {
        Store store = open();
        StoredImage found = store.images().find(id).orElseThrow();
        RootFilesystem root = store.rootFilesystems().create(RootFilesystemSpec.of("c1", found));
        Path mounted = root.mount();
        assertThat(mounted.resolve("etc/base")).hasContent("of the base");
        Files.writeString(mounted.resolve("etc/top"), "changed");
        assertThat(root.changes()).extracting(RootFilesystem.Change::path).contains("/etc/top");
        root.unmount();
        assertThat(store.check(true)).isEmpty();
        store.rootFilesystems().delete("c1");
        assertThat(shared.resolve("images")).isDirectory();
    }

    @Test
    void a_layer_that_is_there_is_not_written_again_and_an_image_may_stand_on_it() throws IOException {
        byte[] more = new TarBuilder().file("more", "of here").build();
        TestImage derived = TestImage.of(image.layers().get(0), image.layers().get(1), more);
        Store store = open();
        try (ImageDestination destination = store.images().newDestination()) {
            assertThat(destination.reserveLayer(image.diffIds().get(0), TestImage.PATIENCE))
                    .isInstanceOf(LayerReservation.Present.class);
        }
        Digest own = derived.storeIn(store, "localhost/derived:1");
        assertThat(store.layers().list()).extracting(LayerInfo::diffId).containsExactly(Digest.sha256(more));
        assertThat(store.check(true)).isEmpty();
        assertThat(store.images().find(own).orElseThrow().isReadOnly()).isFalse();
        store.images().remove(own);
        assertThat(store.layers().list()).isEmpty();
        assertThat(store.images().find(id)).isPresent();
    }

    @Test
    void they_can_be_neither_removed_nor_named() {
        ImageStore images = open().images();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> images.remove(id))
                .withMessageContaining("in the additional store " + shared);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> images.tag(id, "other"))
                .withMessageContaining("only read here");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> images.untag("localhost/shared:1"))
                .withMessageContaining("localhost/shared:1");
        assertThat(open().repair()).isEmpty();
        assertThat(images.find(id)).isPresent();
    }

    @Test
    void an_image_of_both_is_shown_once_and_removed_here() throws IOException {
        Store store = open();
        image.storeIn(store, "localhost/mine:1");
        assertThat(store.layers().list()).isEmpty();
        assertThat(store.images().list()).singleElement().matches(found -> !found.isReadOnly());
        store.images().remove(id);
        assertThat(store.images().list()).singleElement().matches(StoredImage::isReadOnly);
    }

    @Test
    void storage_conf_names_them_and_places_of_other_tools_are_passed_over() throws IOException {
        Path conf = stores.directory("conf").resolve("storage.conf");
        String list = "additionalimagestores = [\"" + stores.directory("other") + "\", \"" + shared + "\"]\n";
        Files.writeString(conf, "[storage]\ndriver = \"overlay\"\n[storage.options]\n" + list);
        Store store = Store.open(stores.options().withSettings(List.of(conf)));
        assertThat(store.images().resolve("shared:1")).isPresent();
    }

    @Test
    void a_place_without_a_store_is_an_error_where_it_was_asked_for() throws IOException {
        Path other = stores.directory("other");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Store.open(
                        stores.options().withDriverOptions(List.of("overlay.additionalimagestore=" + other))))
                .withMessageContaining("use the additional store " + other);
    }
}

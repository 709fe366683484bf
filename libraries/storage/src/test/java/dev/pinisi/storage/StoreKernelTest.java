package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoreKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    @Test
    void a_store_is_made_when_it_is_opened_first() throws IOException {
        stores.open();
        assertThat(stores.options().root().resolve("version")).hasContent("pinisi-store 1");
        assertThat(stores.open().check(true)).isEmpty();
    }

    @Test
    void a_store_of_another_version_is_refused() throws IOException {
        stores.open();
        Files.writeString(stores.options().root().resolve("version"), "pinisi-store 7\n");
        assertThatThrownBy(stores::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("\"pinisi-store 7\"")
                .hasMessageContaining("\"pinisi-store 1\"");
    }

    @Test
    void another_tool_s_store_is_left_alone() throws IOException {
        Path root = stores.options().root();
        Files.createDirectories(root.resolve("overlay-images"));
        assertThatThrownBy(stores::open).hasMessageContaining("another tool's store");
        assertThat(root.resolve("version")).doesNotExist();
    }

    @Test
    void an_unknown_driver_is_refused_by_name() {
        assertThatThrownBy(() -> Store.open(stores.options().withDriver("zfs")))
                .hasMessageContaining("\"zfs\"")
                .hasMessageContaining("overlay, btrfs and vfs");
    }

    @Test
    void a_dangling_name_is_found_and_repaired() throws IOException {
        Store store = stores.open();
        Files.createSymbolicLink(
                stores.options().root().resolve("names/localhost%2Fx:1"), Path.of("../images/" + "0".repeat(64)));
        assertThat(store.images().resolve("x:1")).isEmpty();
        assertThat(store.check(false)).extracting(Finding::kind).containsExactly(Finding.Kind.MISSING);
        store.repair();
        assertThat(store.check(false)).isEmpty();
    }

    @Test
    void an_orphaned_layer_is_found_and_repaired() throws IOException {
        Store store = stores.open();
        TestImage.small("x").storeIn(store);
        Path images = stores.options().root().resolve("images");
        try (var list = Files.list(images)) {
            list.forEach(TestStores::remove);
        }
        assertThat(store.check(false)).extracting(Finding::kind).containsExactly(Finding.Kind.ORPHAN);
        assertThat(store.repair()).hasSize(1);
        assertThat(store.layers().list()).isEmpty();
    }

    @Test
    void its_usage_is_what_du_says() throws IOException, InterruptedException {
        Store store = stores.open();
        StoredImage image =
                store.images().find(TestImage.small("x").storeIn(store)).orElseThrow();
        store.rootFilesystems().create(RootFilesystemSpec.of("c1", image));
        Path root = stores.options().root();
        Files.write(Files.createDirectories(root.resolve("volumes/v/_data")).resolve("f"), new byte[5000]);
        StoreUsage usage = store.usage();
        assertThat(usage.layers()).containsOnlyKeys(image.layers());
        assertThat(usage.images()).containsOnlyKeys(image.id());
        assertThat(usage.containers()).containsOnlyKeys("c1");
        assertThat(usage.volumes().get("v")).isGreaterThanOrEqualTo(5000);
        Process du = new ProcessBuilder("du", "-s", "--block-size=1", root.toString()).start();
        String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(usage.total()).isEqualTo(Long.parseLong(text.split("\t")[0]));
        assertThat(du.waitFor()).isZero();
    }
}

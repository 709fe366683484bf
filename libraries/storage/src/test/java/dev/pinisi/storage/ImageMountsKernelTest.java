package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.spec.Digest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are mounted to be looked into. */
class ImageMountsKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    @ParameterizedTest
    @ValueSource(strings = {"overlay", "vfs"})
    void an_image_is_there_to_be_read_as_long_as_it_is_mounted(String driver) throws IOException {
        Store store = Store.open(stores.options().withDriver(driver));
        Digest image = TestImage.small("content").storeIn(store, "localhost/i:1");
        Path path = store.imageMounts().mount(image);
        assertThat(path.resolve("etc/what")).hasContent("content");
        assertThatThrownBy(() -> Files.writeString(path.resolve("new"), "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Read-only");
        ImageMounts others = Store.open(stores.options()).imageMounts();
        assertThat(others.mount(image)).isEqualTo(path);
        assertThat(others.list()).containsEntry(image, path);
        assertThat(store.check(true)).isEmpty();
        assertThatThrownBy(() -> store.images().remove(image))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("it is mounted");
        assertThat(others.unmount(image, false)).isTrue();
        assertThat(store.imageMounts().list()).containsKey(image);
        assertThat(others.unmount(image, false)).isTrue();
        assertThat(others.unmount(image, false)).isFalse();
        assertThat(store.imageMounts().list()).isEmpty();
        assertThat(store.check(true)).isEmpty();
        store.images().remove(image);
    }

    @Test
    void all_mounts_are_taken_back_by_force() throws IOException {
        Store store = stores.open();
        Digest image = TestImage.small("content").storeIn(store, "localhost/i:1");
        store.imageMounts().mount(image);
        Path path = store.imageMounts().mount(image);
        assertThat(store.imageMounts().unmount(image, true)).isTrue();
        assertThat(path).doesNotExist();
    }

    @Test
    void an_image_that_is_gone_cannot_be_mounted() {
        Digest none = Digest.sha256(new byte[] {1});
        assertThatThrownBy(() -> stores.open().imageMounts().mount(none))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is not in the store");
    }
}

package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.spec.Digest;
import dev.pinisi.storage.RootFilesystem.Change;
import dev.pinisi.storage.RootFilesystem.Change.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OverlayKernelTest extends RootFilesystemContract {
    @Override
    String driver() {
        return "overlay";
    }

    @Test
    void changes_are_listed_as_added_changed_and_deleted() throws IOException {
        Store store = open();
        byte[] layer = new TarBuilder()
                .directory("d", 0755)
                .file("d/keep", "1")
                .file("d/change", "2")
                .file("d/delete", "3")
                .build();
        Digest id = TestImage.of(layer).storeIn(store);
        RootFilesystem rootfs = store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(id).orElseThrow()));
        assertThat(rootfs.changes()).isEmpty();
        Path root = rootfs.mount();
        Files.writeString(root.resolve("d/change"), "22");
        Files.delete(root.resolve("d/delete"));
        Files.createDirectory(root.resolve("new"));
        Files.writeString(root.resolve("new/file"), "n");
        assertThat(rootfs.changes())
                .containsExactly(
                        new Change(Kind.CHANGED, "/d"),
                        new Change(Kind.CHANGED, "/d/change"),
                        new Change(Kind.DELETED, "/d/delete"),
                        new Change(Kind.ADDED, "/new"),
                        new Change(Kind.ADDED, "/new/file"));
        assertThat(rootfs.changedSize()).isPositive();
    }
}

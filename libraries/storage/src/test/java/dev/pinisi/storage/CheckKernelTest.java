package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.linux.Directory;
import dev.pinisi.spec.Digest;
import dev.pinisi.storage.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a check finds, and what becomes of it. */
class CheckKernelTest {
    private static final TestImage IMAGE = TestImage.of(new TarBuilder()
            .directory("d", 0750)
            .pax("SCHILY.xattr.user.kind", "old")
            .file("d/f", "content")
            .symlink("d/link", "f")
            .hardLink("d/hard", "d/f")
            .device('3', "d/null", 1, 3)
            .owner(7, 8)
            .file("d/owned", 04755, new byte[] {1, 2, 3})
            .build());

    @RegisterExtension
    final TestStores stores = new TestStores();

    private Store store;
    private Digest id;
    private Path tree;

    private void open() throws IOException {
        store = stores.open();
        id = IMAGE.storeIn(store, "docker.io/library/x:latest");
        tree = stores.options()
                .root()
                .resolve("layers/sha256-" + IMAGE.diffIds().getFirst().hex() + "/tree");
        assertThat(store.check(true)).isEmpty();
    }

    /** The layer and its image are damaged; a repair removes both; the image can be had again. */
    private void assertFound(String problem) throws IOException {
        List<Finding> found = store.check(true);
        assertThat(found).extracting(Finding::kind).containsExactly(Kind.DAMAGED, Kind.DAMAGED);
        assertThat(found.getFirst().problem()).contains(problem);
        assertThat(found.getLast().object()).isEqualTo("images/" + id.hex());
        store.repair(found);
        assertThat(store.check(true)).isEmpty();
        assertThat(store.images().list()).isEmpty();
        IMAGE.storeIn(store, "docker.io/library/x:latest");
        assertThat(store.check(true)).isEmpty();
        assertThat(store.images().resolve("x")).isPresent();
    }

    /** Changes a name in a directory whose time stays. */
    private void change(Change change) throws IOException {
        FileTime time = Files.getLastModifiedTime(tree.resolve("d"));
        try (Directory directory = Directory.open(tree.resolve("d"))) {
            change.in(directory);
        }
        Files.setLastModifiedTime(tree.resolve("d"), time);
    }

    private interface Change {
        void in(Directory directory) throws IOException;
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void changed_content_is_found() throws IOException {
        open();
        FileTime time = Files.getLastModifiedTime(tree.resolve("d/f"));
        Files.writeString(tree.resolve("d/f"), "Content");
        Files.setLastModifiedTime(tree.resolve("d/f"), time);
        assertFound("content");
    }

    @Test
    void a_longer_file_is_found() throws IOException {
        open();
        Files.writeString(tree.resolve("d/f"), "!", StandardOpenOption.APPEND);
        assertFound("d/f has 8 bytes instead of 7");
    }

    @Test
    void a_changed_mode_is_found() throws IOException {
        open();
        Files.setPosixFilePermissions(tree.resolve("d/f"), PosixFilePermissions.fromString("rw-------"));
        assertFound("d/f has the mode 600 instead of 644");
    }

    @Test
    void a_lost_set_id_bit_is_found() throws IOException {
        open();
        Files.setPosixFilePermissions(tree.resolve("d/owned"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertFound("d/owned has the mode 755 instead of 4755");
    }

    @Test
    void a_changed_owner_is_found() throws IOException {
        open();
        change(directory -> directory.setOwner(name("link"), 3, 4));
        assertFound("d/link belongs to 3:4 instead of 0:0");
    }

    @Test
    void a_changed_attribute_is_found() throws IOException {
        open();
        change(directory -> directory.setXattr(name("f"), name("user.kind"), name("new")));
        assertFound("d/f has lost the attribute user.kind");
    }

    @Test
    void a_missing_file_is_found() throws IOException {
        open();
        change(directory -> directory.remove(name("link")));
        assertFound("d/link is gone");
    }

    @Test
    void a_link_to_something_else_is_found() throws IOException {
        open();
        change(directory -> {
            directory.remove(name("link"));
            directory.makeSymlink(name("link"), name("g"));
        });
        assertFound("d/link is a link to something else");
    }

    @Test
    void another_device_is_found() throws IOException {
        open();
        change(directory -> {
            directory.remove(name("null"));
            directory.makeNode(name("null"), 0020640, 1, 5);
        });
        assertFound("d/null is another device");
    }

    @Test
    void a_further_file_is_found_by_its_directory() throws IOException {
        open();
        Files.createFile(tree.resolve("d/further"));
        assertFound("d/ was changed");
    }

    @Test
    void a_damaged_manifest_is_found() throws IOException {
        open();
        Path manifest = stores.options().root().resolve("images/" + id.hex() + "/manifest");
        Files.writeString(manifest, " ", StandardOpenOption.APPEND);
        assertThat(store.check(false)).extracting(Finding::kind).containsExactly(Kind.DAMAGED);
        IMAGE.storeIn(store, "docker.io/library/x:latest");
        assertThat(store.check(true)).as("written anew").isEmpty();
    }

    @Test
    void what_containers_use_stays_as_it_is() throws IOException {
        open();
        store.rootFilesystems()
                .create(RootFilesystemSpec.of("c", store.images().find(id).orElseThrow()));
        Files.writeString(tree.resolve("d/f"), "Content");
        List<Finding> found = store.check(true);
        assertThat(found)
                .extracting(Finding::object)
                .containsExactly(
                        "layers/sha256-" + IMAGE.diffIds().getFirst().hex(),
                        "images/" + id.hex(),
                        "containers/c/rootfs");
        assertThat(store.repair(found)).isEmpty();
        assertThat(store.images().find(id)).isPresent();
        store.rootFilesystems().delete("c");
        store.repair(store.check(true));
        assertThat(store.layers().list()).isEmpty();
    }

    @Test
    void a_name_that_has_become_another_image_s_stays() throws IOException {
        open();
        Digest other = TestImage.small("other").storeIn(store, "docker.io/library/x:latest");
        store.images().remove(id);
        assertThat(store.images().resolve("x").orElseThrow().id()).isEqualTo(other);
    }

    @Test
    void a_workspace_publishes_once_and_goes() throws IOException {
        open();
        Path place = stores.options().root().resolve("volumes/v");
        Files.createDirectories(place.getParent());
        try (Workspace workspace = store.workspace()) {
            for (boolean first : List.of(true, false)) {
                Path draft = workspace.fresh("volume");
                Files.createDirectories(draft.resolve("_data"));
                Files.writeString(draft.resolve("_data/" + first), "x");
                assertThat(workspace.publish(draft, place)).isEqualTo(first);
            }
            assertThat(place.resolve("_data")).isDirectoryContaining(path -> path.endsWith("true"));
            assertThat(workspace.discard(place)).isTrue();
            assertThat(workspace.discard(place)).isFalse();
        }
        assertThat(stores.options().root().resolve("staging")).isEmptyDirectory();
    }
}

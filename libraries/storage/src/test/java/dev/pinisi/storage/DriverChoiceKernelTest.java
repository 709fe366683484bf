package dev.pinisi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DriverChoiceKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private RootFilesystems open(StoreOptions options) {
        return Store.open(options).rootFilesystems();
    }

    @Test
    void the_first_choice_is_overlay_and_the_report_says_so() {
        DriverReport report = open(stores.options()).report();
        assertThat(report.driver()).isEqualTo("overlay");
        assertThat(report.reason()).contains("first choice");
        assertThat(report.refused()).isEmpty();
    }

    @Test
    void where_overlay_does_not_work_the_others_follow_with_its_reason() throws IOException {
        StoreOptions options = stores.options()
                .withDriverOptions(List.of("overlay.mount_program="
                        + Files.createFile(stores.directory("bin").resolve("no-program"))));
        DriverReport report = open(options).report();
        assertThat(report.driver()).isNotEqualTo("overlay");
        assertThat(report.refused().get("overlay")).contains("no-program").contains("does not work there");
        assertThat(report.reason()).contains("unlike overlay");
    }

    @Test
    void btrfs_elsewhere_is_refused_with_the_reason() {
        RootFilesystems rootfs = open(stores.options().withDriver("btrfs"));
        assertThatThrownBy(rootfs::driver).hasMessageContainingAll("btrfs", "not on btrfs but on", "--root");
    }

    @Test
    void a_settings_file_decides_where_nothing_else_does_and_a_change_of_it_counts_at_once() throws IOException {
        Path file = stores.directory("etc").resolve("storage.conf");
        StoreOptions options = stores.options().withSettings(List.of(file.resolveSibling("none"), file));
        assertThat(open(options).driver()).isEqualTo("overlay");
        Files.writeString(file, "[storage]\ndriver = \"vfs\"\n");
        assertThat(open(options).driver()).isEqualTo("vfs");
        assertThat(open(options).report().reason()).contains(file.toString());
        assertThat(open(options.withDriver("overlay")).driver()).isEqualTo("overlay");
        Files.writeString(
                file, "[storage]\ndriver = \"overlay\"\n[storage.options.overlay]\nmountopt = \"nodev,metacopy=on\"\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L));
        assertThat(open(options).driver()).isEqualTo("overlay");
        assertThat(open(options).report().options()).containsExactly("nodev", "metacopy=on");
        Files.writeString(file, "[storage]\ndriver = \"zfs\"\n");
        assertThatThrownBy(() -> open(options).driver()).hasMessageContainingAll(file.toString(), "\"zfs\"");
    }

    @Test
    void a_container_keeps_the_driver_and_the_options_that_it_was_made_with() throws IOException {
        Store first = Store.open(stores.options().withDriver("vfs"));
        Path root = RootFilesystemContract.create(
                        first, "c", new TarBuilder().file("f", "1").build())
                .mount();
        Files.writeString(root.resolve("mine"), "kept");
        first.rootFilesystems().find("c").orElseThrow().unmount();
        RootFilesystem again = Store.open(stores.options().withDriver("overlay"))
                .rootFilesystems()
                .find("c")
                .orElseThrow();
        assertThat(again.mount().resolve("mine")).hasContent("kept");
        assertThat(stores.options().root().resolve("containers/c/rootfs/copy/mine"))
                .exists();
    }
}

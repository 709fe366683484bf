package dev.pinisi.storage.internal.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.storage.TarBuilder;
import dev.pinisi.storage.TestStores;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of several entries of one name the last wins, and the archive is given back all the same. */
class DuplicatesKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private Unpacked unpack(TarBuilder tar) throws IOException {
        byte[] archive = tar.build();
        Unpacked unpacked = Unpacked.of(archive, stores.directory("layers"));
        assertThat(unpacked.archive()).isEqualTo(archive);
        return unpacked;
    }

    @Test
    void the_last_file_wins() throws IOException {
        Unpacked unpacked =
                unpack(new TarBuilder().file("a", "1").file("a", "22").file("a", "333"));
        assertThat(unpacked.text("a")).isEqualTo("333");
    }

    @Test
    void a_replaced_file_lives_on_in_its_hard_links() throws IOException {
        Unpacked unpacked =
                unpack(new TarBuilder().file("a", "old").hardLink("b", "a").file("a", "new"));
        assertThat(unpacked.text("a")).isEqualTo("new");
        assertThat(unpacked.text("b")).isEqualTo("old");
    }

    @Test
    void a_file_may_replace_a_directory_with_content() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .directory("d", 0755)
                .directory("d/e", 0755)
                .file("d/e/f", "deep")
                .file("d", "flat")
                .file("last", "x"));
        assertThat(unpacked.text("d")).isEqualTo("flat");
        assertThat(unpacked.files()).containsOnlyKeys(".", "d", "last");
    }

    @Test
    void a_directory_may_replace_a_link() throws IOException {
        Unpacked unpacked = unpack(
                new TarBuilder().symlink("d", "/etc").directory("d", 0755).file("d/f", "inside"));
        assertThat(unpacked.text("d/f")).isEqualTo("inside");
    }

    @Test
    void a_directory_named_twice_keeps_its_files_and_gets_the_later_mode() throws IOException {
        Unpacked unpacked =
                unpack(new TarBuilder().directory("d", 0755).file("d/f", "x").directory("d", 0700));
        assertThat(unpacked.text("d/f")).isEqualTo("x");
        assertThat(unpacked.files().get("d")).startsWith("40700");
    }

    @Test
    void a_link_to_itself_changes_nothing() throws IOException {
        assertThat(unpack(new TarBuilder().file("a", "1").hardLink("a", "a")).text("a"))
                .isEqualTo("1");
    }

    @Test
    void a_directory_moved_aside_is_no_longer_linked_into() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .file("d/f", "first")
                .hardLink("l1", "d/f")
                .symlink("d", "e")
                .file("e/f", "second")
                .hardLink("l2", "d/f"));
        assertThat(unpacked.text("l1")).isEqualTo("first");
        assertThat(unpacked.text("l2")).isEqualTo("second");
    }
}

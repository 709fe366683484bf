package dev.pinisi.storage.internal.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.spec.Digest;
import dev.pinisi.storage.TarBuilder;
import dev.pinisi.storage.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FormatsKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private Unpacked unpack(TarBuilder tar) throws IOException {
        byte[] archive = tar.build();
        Unpacked unpacked = Unpacked.of(archive, stores.directory("layers"));
        assertThat(unpacked.archive()).as("the archive given back").isEqualTo(archive);
        assertThat(Digest.of("sha256", unpacked.result().digest())).isEqualTo(Digest.sha256(archive));
        return unpacked;
    }

    @Test
    void files_have_mode_owner_and_time() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .directory("bin", 01777)
                .owner(1000, 100)
                .time(1_234_567_890)
                .file("bin/tool", 06755, TarBuilder.bytes("#!")));
        assertThat(unpacked.files().get("bin")).startsWith("41777 0:0 1600000000.0");
        assertThat(unpacked.files().get("bin/tool")).startsWith("106755 1000:100 1234567890.0 2 ");
    }

    @Test
    void modes_do_not_depend_on_the_umask() throws IOException {
        Unpacked unpacked =
                unpack(new TarBuilder().file("all", 0777, new byte[0]).directory("d", 0777));
        assertThat(unpacked.files().get("all")).startsWith("100777 ");
        assertThat(unpacked.files().get("d")).startsWith("40777 ");
    }

    @Test
    void a_set_group_directory_gives_its_group_to_nothing_in_it() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .owner(0, 8)
                .directory("mail", 02775)
                .owner(0, 0)
                .file("mail/box", "x")
                .directory("mail/sub", 0755));
        assertThat(unpacked.files().get("mail")).startsWith("42775 0:8");
        assertThat(unpacked.files().get("mail/box")).startsWith("100644 0:0");
        assertThat(unpacked.files().get("mail/sub")).startsWith("40755 0:0");
    }

    @Test
    void links_devices_and_pipes_are_made() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .file("a", "text")
                .hardLink("b", "./a")
                .symlink("s", "/nowhere/../at all")
                .hardLink("s2", "s")
                .device('3', "null", 1, 3)
                .device('4', "disk", 259, 70000)
                .fifo("pipe"));
        assertThat(unpacked.files().get("b")).endsWith(" = a");
        assertThat(unpacked.files().get("s")).contains(" -> /nowhere/../at all");
        assertThat(unpacked.files().get("s2")).endsWith(" = s");
        assertThat(unpacked.files().get("null")).startsWith("20640 ").endsWith(" 1,3");
        assertThat(unpacked.files().get("disk")).startsWith("60640 ").endsWith(" 259,70000");
        assertThat(unpacked.files().get("pipe")).startsWith("10600 ");
    }

    @Test
    void pax_records_override_the_header() throws IOException {
        String name = "d/" + "n".repeat(200);
        Unpacked unpacked = unpack(new TarBuilder()
                .pax("path", name, "uid", "4000000000", "mtime", "1700000000.123456789", "comment", "é=\n")
                .file("short", "1")
                .pax("mtime", "-1.5")
                .file("old", "2"));
        assertThat(unpacked.files().get(name)).contains(" 1700000000.123456789 ");
        assertThat(Integer.toUnsignedString(
                        (int) Files.getAttribute(unpacked.tree().resolve(name), "unix:uid")))
                .isEqualTo("4000000000");
        assertThat(unpacked.files().get("old")).contains(" -2.500000000 ");
    }

    @Test
    void global_records_hold_until_a_file_has_its_own() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .paxGlobal("mtime", "1000000000", "comment", "of a commit")
                .file("a", "1")
                .pax("mtime", "1000000001")
                .file("b", "2")
                .file("c", "3"));
        assertThat(unpacked.files().get("a")).contains(" 1000000000.0 ");
        assertThat(unpacked.files().get("b")).contains(" 1000000001.0 ");
        assertThat(unpacked.files().get("c")).contains(" 1000000000.0 ");
    }

    @Test
    void a_pax_size_counts_where_the_header_s_field_is_too_small() throws IOException {
        Unpacked unpacked = unpack(
                new TarBuilder().pax("size", "5").entry('0', "f", "", 0644, 0).content(TarBuilder.bytes("12345")));
        assertThat(unpacked.text("f")).isEqualTo("12345");
    }

    @Test
    void extended_attributes_and_capabilities_are_set() throws IOException {
        String capability = "\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        Unpacked unpacked = unpack(new TarBuilder()
                .pax("SCHILY.xattr.security.capability", capability, "SCHILY.xattr.user.k=v", "1")
                .owner(7, 7)
                .file("ping", 0755, new byte[10])
                .pax("LIBARCHIVE.xattr.user.%41", "AAEC")
                .directory("d", 0755));
        assertThat(unpacked.files().get("ping")).contains("security.capability=" + capability);
        assertThat(unpacked.files().get("d")).contains("user.A=\0\1\2");
    }

    @Test
    void overlayfs_own_attributes_cannot_be_smuggled_in() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .pax("SCHILY.xattr.trusted.overlay.redirect", "/etc", "SCHILY.xattr.trusted.overlay.opaque", "y")
                .directory("d", 0755));
        assertThat(unpacked.files().get("d")).doesNotContain("overlay");
    }

    @Test
    void gnu_long_names_and_links_are_read() throws IOException {
        String name = "x/".repeat(90) + "file";
        Unpacked unpacked = unpack(new TarBuilder()
                .gnuLongName(name)
                .file("x", "deep")
                .gnuLongLink(name)
                .hardLink("link", "x"));
        assertThat(unpacked.text(name)).isEqualTo("deep");
        assertThat(unpacked.files().get("link")).endsWith(" = link");
    }

    @Test
    void names_may_be_any_bytes() throws IOException {
        Unpacked unpacked =
                unpack(new TarBuilder().file("caf\351 \1\n\377", "x").symlink("l\200", "\377\376"));
        assertThat(unpacked.files()).containsKey("caf\351 \1\n\377");
        assertThat(unpacked.files().get("l\200")).contains(" -> \377\376");
    }

    @Test
    void leading_slashes_and_dots_are_dropped() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .directory(".", 0711)
                .file("/abs", "1")
                .file("./rel", "2")
                .file("a//b/./c", "3"));
        assertThat(unpacked.files()).containsKeys("abs", "rel", "a/b/c");
        assertThat(unpacked.files().get(".")).startsWith("40711 ");
        assertThat(unpacked.result().definesRoot()).isTrue();
    }

    @Test
    void directories_keep_their_times_though_files_follow() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .time(1_000_000_000)
                .file("late/file", "x")
                .directory("late", 0700)
                .file("late/other", "y"));
        assertThat(unpacked.files().get("late")).startsWith("40700 0:0 1000000000.0");
    }

    @Test
    void what_stands_after_the_end_belongs_to_the_archive() throws IOException {
        byte[] junk = new byte[10_240];
        Arrays.fill(junk, (byte) 'j');
        TarBuilder tar = new TarBuilder().file("a", "1").raw(new byte[1024]).raw(junk);
        assertThat(unpack(tar).text("a")).isEqualTo("1");
    }

    @Test
    void an_archive_may_end_without_zero_blocks() throws IOException {
        byte[] archive = new TarBuilder().file("a", "1").cut();
        Unpacked unpacked = Unpacked.of(archive, stores.directory("layers"));
        assertThat(unpacked.archive()).isEqualTo(archive);
    }

    @Test
    void an_empty_archive_is_an_empty_layer() throws IOException {
        assertThat(unpack(new TarBuilder()).files()).containsOnlyKeys(".");
        assertThat(Unpacked.of(new byte[0], stores.directory("layers")).files()).containsOnlyKeys(".");
    }
}

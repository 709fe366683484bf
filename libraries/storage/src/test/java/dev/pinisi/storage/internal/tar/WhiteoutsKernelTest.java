package dev.pinisi.storage.internal.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.storage.TarBuilder;
import dev.pinisi.storage.TestStores;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WhiteoutsKernelTest {
    private static final String WHITEOUT = "20000 0:0";
    private static final String OPAQUE = "trusted.overlay.opaque=y";

    @RegisterExtension
    final TestStores stores = new TestStores();

    private Unpacked unpack(TarBuilder tar) throws IOException {
        byte[] archive = tar.build();
        Unpacked unpacked = Unpacked.of(archive, stores.directory("layers"));
        assertThat(unpacked.archive()).isEqualTo(archive);
        return unpacked;
    }

    @Test
    void a_mark_becomes_a_device_0_0() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder().directory("d", 0755).file("d/.wh.gone", ""));
        assertThat(unpacked.files().get("d/gone")).startsWith(WHITEOUT).contains(" 0,0");
        assertThat(unpacked.files()).doesNotContainKey("d/.wh.gone");
    }

    @Test
    void an_opaque_mark_becomes_an_attribute() throws IOException {
        Unpacked unpacked = unpack(
                new TarBuilder().directory("d", 0755).file("d/.wh..wh..opq", "").file("d/f", "x"));
        assertThat(unpacked.files().get("d")).contains(OPAQUE);
        assertThat(unpacked.files()).containsOnlyKeys(".", "d", "d/f");
    }

    @Test
    void a_mark_s_content_is_kept_for_the_archive() throws IOException {
        assertThat(unpack(new TarBuilder().file(".wh.x", "odd")).files()).containsOnlyKeys(".", "x");
    }

    @Test
    void a_layer_does_not_hide_its_own_files() throws IOException {
        Unpacked before = unpack(new TarBuilder().file(".wh.f", "").file("f", "mine"));
        Unpacked after = unpack(new TarBuilder().file("f", "mine").file(".wh.f", ""));
        assertThat(before.text("f")).isEqualTo("mine");
        assertThat(after.text("f")).isEqualTo("mine");
    }

    @Test
    void a_directory_both_hidden_and_made_hides_what_is_below() throws IOException {
        Unpacked marked = unpack(new TarBuilder().file(".wh.d", "").directory("d", 0755));
        Unpacked made = unpack(new TarBuilder().directory("d", 0755).file(".wh.d", ""));
        Unpacked implied = unpack(new TarBuilder().file(".wh.d", "").file("d/f", "x"));
        assertThat(marked.files().get("d")).contains(OPAQUE);
        assertThat(made.files().get("d")).contains(OPAQUE);
        assertThat(implied.files().get("d")).contains(OPAQUE);
    }

    @Test
    void aufs_own_files_are_left_out() throws IOException {
        Unpacked unpacked = unpack(new TarBuilder()
                .directory(".wh..wh.plnk", 0700)
                .file(".wh..wh.plnk/1.2", "x")
                .file(".wh..wh.aufs", ""));
        assertThat(unpacked.files().keySet()).doesNotContain(".wh..wh.aufs", ".wh..wh.plnk");
    }
}

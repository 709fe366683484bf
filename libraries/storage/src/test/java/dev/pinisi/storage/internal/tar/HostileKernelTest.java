package dev.pinisi.storage.internal.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinisi.storage.TarBuilder;
import dev.pinisi.storage.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing in an archive reaches out of its layer, and no archive takes more than its limits. */
class HostileKernelTest {
    @RegisterExtension
    final TestStores stores = new TestStores();

    private enum Archive {
        DOT_DOT("\"..\" component", tar -> tar.file("a/../../victim", "x")),
        DOT_DOT_LINK("\"..\" component", tar -> tar.hardLink("a", "../victim")),
        HARD_LINK_OUTSIDE("not in the layer", tar -> tar.hardLink("a", "/etc/passwd")),
        HARD_LINK_THROUGH_LINK("\"s/passwd\"", tar -> tar.symlink("s", "/etc").hardLink("a", "s/passwd")),
        HARD_LINK_TO_DIRECTORY("no file", tar -> tar.directory("d", 0755).hardLink("a", "d")),
        EMPTY_SYMLINK("without a target", tar -> tar.symlink("s", "")),
        LINK_LOOP(
                "too many symbolic links",
                tar -> tar.symlink("x", "y").symlink("y", "x").file("x/f", "")),
        FILE_AS_DIRECTORY("needed as a directory", tar -> tar.file("f", "x").file("f/g", "y")),
        NUL_IN_NAME("NUL", tar -> tar.pax("path", "a\0b").file("x", "")),
        LONG_COMPONENT("255 bytes", tar -> tar.pax("path", "n".repeat(256)).file("x", "")),
        LONG_NAME("4095 bytes", tar -> tar.pax("path", "ab/".repeat(1400)).file("x", "")),
        DEEP("nested deeper", tar -> tar.pax("path", "a/".repeat(257) + "f").file("x", "")),
        NEGATIVE_SIZE("negative size", tar -> tar.raw(withNegativeSize())),
        HUGE_SIZE("truncated", tar -> tar.entry('0', "f", "", 0644, 1L << 30)),
        BEYOND_LIMIT(
                "the limit is", tar -> tar.pax("size", "9000000000000000000").file("f", "")),
        PAX_BOMB("extended headers of more than", tar -> tar.entry('x', "p", "", 0, 1L << 32)),
        PAX_LENGTH("length 99 is wrong", tar -> tar.rawExtended('x', "99 a=b\n").file("f", "")),
        PAX_NO_NUMBER(
                "not a decimal number", tar -> tar.rawExtended('x', "xx a=b\n").file("f", "")),
        PAX_NO_LINE_FEED("line feed", tar -> tar.rawExtended('x', "6 a=bc").file("f", "")),
        SPARSE_MAP(
                "map of its holes",
                tar -> tar.pax("GNU.sparse.map", "5,1,0,9", "GNU.sparse.size", "10")
                        .file("f", "x")),
        SPARSE_OVERFLOW(
                "map of its holes",
                tar -> tar.pax("GNU.sparse.map", "9223372036854775807,9", "GNU.sparse.size", "10")
                        .file("f", "x")),
        UNKNOWN_TYPE("type 'Z' is not supported", tar -> tar.entry('Z', "f", "", 0644, 0)),
        HIDES_DOT_DOT("hides no valid name", tar -> tar.file("a/.wh...", "")),
        ROOT_AS_LINK("must be a directory", tar -> tar.symlink("./", "/etc")),
        GARBAGE("checksum", tar -> tar.raw(garbage()));

        private final String problem;
        private final UnaryOperator<TarBuilder> make;

        Archive(String problem, UnaryOperator<TarBuilder> make) {
            this.problem = problem;
            this.make = make;
        }

        private static byte[] garbage() {
            byte[] garbage = new byte[1024];
            Arrays.fill(garbage, (byte) '7');
            return garbage;
        }

        private static byte[] withNegativeSize() {
            byte[] header = new TarBuilder().entry('0', "f", "", 0644, 0).cut();
            Arrays.fill(header, 124, 136, (byte) 0xff);
            Arrays.fill(header, 148, 156, (byte) ' ');
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            byte[] digits = TarBuilder.bytes(String.format("%06o\0 ", sum));
            System.arraycopy(digits, 0, header, 148, 8);
            return header;
        }
    }

    @ParameterizedTest
    @EnumSource(Archive.class)
    void is_refused_with_its_reason(Archive hostile) throws IOException {
        Path place = stores.directory("layers");
        byte[] archive = hostile.make.apply(new TarBuilder()).build();
        assertThatThrownBy(() -> Unpacked.of(archive, place))
                .isInstanceOf(TarException.class)
                .hasMessageContaining(hostile.problem);
    }

    @Test
    void a_symbolic_link_leads_only_within_the_layer() throws IOException {
        Path outside = stores.directory("outside");
        byte[] archive = new TarBuilder()
                .symlink("abs", outside.toString())
                .file("abs/planted", "1")
                .symlink("up", "../../../../../.." + outside)
                .file("up/planted2", "2")
                .directory("abs/dir", 0777)
                .build();
        Unpacked unpacked = Unpacked.of(archive, stores.directory("layers"));
        assertThat(outside).isEmptyDirectory();
        assertThat(unpacked.files()).containsKey(outside.toString().substring(1) + "/planted");
        assertThat(unpacked.files()).containsKey(outside.toString().substring(1) + "/planted2");
        assertThat(unpacked.archive()).isEqualTo(archive);
    }

    @Test
    void a_directory_replaced_by_a_link_gives_its_attributes_to_nothing_outside() throws IOException {
        Path outside = stores.directory("outside");
        Files.createDirectory(outside.resolve("sub"));
        byte[] archive = new TarBuilder()
                .owner(1234, 1234)
                .directory("d", 0777)
                .directory("d/sub", 0777)
                .symlink("d", outside.toString())
                .build();
        Unpacked.of(archive, stores.directory("layers"));
        assertThat(Files.getAttribute(outside.resolve("sub"), "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(outside, "unix:uid")).isEqualTo(0);
    }

    @Test
    void limits_of_entries_and_bytes_hold() throws IOException {
        Path place = stores.directory("layers");
        TarLimits few = new TarLimits(2, 4096, 4095, 256, 1 << 20);
        byte[] three =
                new TarBuilder().file("a", "").file("b", "").file("c", "").build();
        byte[] large = new TarBuilder().file("a", 0644, new byte[4000]).build();
        assertThatThrownBy(() -> Unpacked.of(three, place, few)).hasMessageContaining("more than 2 entries");
        assertThatThrownBy(() -> Unpacked.of(large, place, few)).hasMessageContaining("limit of 4096 bytes");
    }

    @Test
    void a_truncated_archive_is_refused_wherever_it_ends() throws IOException {
        Path place = stores.directory("layers");
        byte[] whole = new TarBuilder()
                .pax("path", "long")
                .file("a", 0644, new byte[700])
                .cut();
        for (int length = 1; length < whole.length; length += 97) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Unpacked.of(part, place)).hasMessageContaining("truncated");
        }
    }
}

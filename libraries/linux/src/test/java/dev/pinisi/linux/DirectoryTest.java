package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @TempDir
    Path place;

    private Directory directory;

    @BeforeEach
    void open() {
        directory = Directory.open(place);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void expect(int errno, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @Test
    void a_file_has_what_was_written() {
        byte[] content = new byte[200_000];
        content[199_999] = 7;
        try (OpenFile file = directory.createFile(bytes("f"), 0600)) {
            file.write(content, 0, content.length);
            file.setMode(04711);
            file.setTime(1_700_000_000, 123_456_789);
        }
        FileStatus status = directory.status(bytes("f")).orElseThrow();
        assertThat(status.isRegular()).isTrue();
        assertThat(status.mode() & 07777).isEqualTo(04711);
        assertThat(status.size()).isEqualTo(200_000);
        assertThat(status.seconds()).isEqualTo(1_700_000_000);
        assertThat(status.nanoseconds()).isEqualTo(123_456_789);
        try (OpenFile file = directory.openFile(bytes("f"))) {
            byte[] end = new byte[10];
            assertThat(file.read(199_999, end, 0, 10)).isEqualTo(1);
            assertThat(end[0]).isEqualTo((byte) 7);
            assertThat(file.read(200_000, end, 0, 10)).isEqualTo(-1);
        }
    }

    @Test
    void holes_take_no_space() {
        try (OpenFile file = directory.createFile(bytes("sparse"), 0600)) {
            file.seek(1 << 20);
            file.write(new byte[] {1}, 0, 1);
            file.truncate(10 << 20);
        }
        FileStatus status = directory.status(bytes("sparse")).orElseThrow();
        assertThat(status.size()).isEqualTo(10 << 20);
        assertThat(status.blocks() * 512).isLessThan(1 << 20);
    }

    @Test
    void names_are_bytes() {
        byte[] name = bytes("\351\377 \n");
        directory.makeDirectory(name, 0755);
        List<DirectoryEntry> entries = directory.list();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).name()).isEqualTo(name);
        assertThat(entries.get(0).isDirectory()).isTrue();
    }

    @Test
    void a_symbolic_link_is_never_followed() throws IOException {
        Path outside = Files.createDirectory(place.resolve("outside"));
        Files.writeString(outside.resolve("f"), "x");
        directory.makeSymlink(bytes("link"), bytes("outside"));
        assertThat(directory.status(bytes("link")).orElseThrow().isSymlink()).isTrue();
        assertThat(directory.readLink(bytes("link"))).isEqualTo(bytes("outside"));
        expect(Errno.ENOTDIR, () -> directory.openDirectory(bytes("link")).close());
        expect(Errno.ENOTDIR, () -> directory.openBeneath(bytes("link")).close());
        expect(Errno.ELOOP, () -> directory.openFileBeneath(bytes("link/f")).close());
        expect(Errno.EEXIST, () -> directory.createFile(bytes("link"), 0600).close());
        directory.setTime(bytes("link"), 5, 0);
        assertThat(directory.status(bytes("outside")).orElseThrow().seconds()).isNotEqualTo(5);
    }

    @Test
    void nothing_above_is_beneath() {
        directory.makeDirectory(bytes("d"), 0755);
        expect(Errno.EXDEV, () -> directory.openBeneath(bytes("d/../..")).close());
        expect(Errno.EXDEV, () -> directory.openBeneath(bytes("/etc")).close());
    }

    @Test
    void in_a_root_dot_dot_and_absolute_links_stay_inside() throws IOException {
        Files.createDirectories(place.resolve("a/b"));
        directory.makeSymlink(bytes("abs"), bytes("/a"));
        directory.makeSymlink(bytes("up"), bytes("../../../a/b"));
        try (Directory through = directory.openInRoot(bytes("/abs/../../up"));
                Directory direct = directory.openBeneath(bytes("a/b"))) {
            byte[] self = {'.'};
            assertThat(through.status(self)).isEqualTo(direct.status(self));
        }
    }

    @Test
    void renaming_keeps_or_replaces_or_exchanges() throws IOException {
        Files.writeString(place.resolve("a"), "A");
        Files.writeString(place.resolve("b"), "B");
        expect(Errno.EEXIST, () -> directory.rename(bytes("a"), directory, bytes("b")));
        directory.exchange(bytes("a"), directory, bytes("b"));
        assertThat(place.resolve("a")).hasContent("B");
        directory.replace(bytes("a"), directory, bytes("b"));
        assertThat(place.resolve("b")).hasContent("B");
        assertThat(place.resolve("a")).doesNotExist();
    }

    @Test
    void a_hard_link_is_the_same_file() throws IOException {
        Files.writeString(place.resolve("a"), "A");
        directory.makeLink(bytes("b"), directory, bytes("a"));
        FileStatus status = directory.status(bytes("b")).orElseThrow();
        assertThat(status.links()).isEqualTo(2);
        assertThat(directory.status(bytes("a"))).contains(status);
    }

    @Test
    void a_tree_is_removed_whatever_is_in_it() throws IOException {
        Path outside = Files.createDirectory(place.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        Path deep = Files.createDirectories(place.resolve("t/" + "d/".repeat(100)));
        Files.createSymbolicLink(deep.resolve("link"), outside);
        for (int i = 0; i < 3000; i++) {
            Files.createFile(place.resolve("t/file-with-a-long-name-so-that-one-buffer-is-not-enough-" + i));
        }
        assertThat(DirectoryTree.diskUsage(directory)).isPositive();
        DirectoryTree.remove(directory, bytes("t"));
        DirectoryTree.remove(directory, bytes("t"));
        assertThat(place.resolve("t")).doesNotExist();
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void a_name_with_a_nul_byte_is_refused() {
        expect(Errno.EINVAL, () -> directory.makeDirectory(bytes("a\0b"), 0755));
        expect(Errno.ENAMETOOLONG, () -> directory.makeDirectory(new byte[5000], 0755));
    }

    @Test
    void an_error_names_the_call_and_the_file() {
        assertThatThrownBy(() -> directory.openFile(bytes("absent")).close())
                .hasMessage("open absent: no such file or directory");
        assertThat(directory.status(bytes("absent"))).isEmpty();
    }

    @Test
    void a_thread_without_umask_leaves_that_of_others_alone() throws Exception {
        Thread thread = Thread.ofPlatform().start(() -> {
            ThreadUmask.clear();
            directory.makeDirectory(bytes("all"), 0777);
        });
        thread.join();
        directory.makeDirectory(bytes("masked"), 0777);
        assertThat(directory.status(bytes("all")).orElseThrow().mode() & 0777).isEqualTo(0777);
        assertThat(directory.status(bytes("masked")).orElseThrow().mode() & 0777)
                .isEqualTo(maskOfThisProcess());
    }

    private static int maskOfThisProcess() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
            if (line.startsWith("Umask:")) {
                return 0777 & ~Integer.parseInt(line.substring(6).trim(), 8);
            }
        }
        return 0777;
    }
}

package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserNamespaceKernelTest {
    private static final IdMappings MAPPINGS = IdMappings.of(new IdMappings.Range(0, 100000, 65536));

    @TempDir
    private Path directory;

    @BeforeEach
    void requireRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mapping IDs needs root");
    }

    @Test
    void a_namespace_without_processes_is_made_and_leaves_no_child() throws IOException {
        long before = children();
        try (Descriptor namespace = UserNamespace.create(MAPPINGS)) {
            String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + namespace.number()))
                    .toString();
            assertThat(link).startsWith("user:[");
            assertThat(link)
                    .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/user"))
                            .toString());
        }
        assertThat(children()).isEqualTo(before);
    }

    private static long children() {
        return ProcessHandle.current().children().count();
    }

    @Test
    void ranges_that_overlap_are_the_kernels_error_and_leave_no_child() {
        long before = children();
        IdMappings wrong = IdMappings.of(new IdMappings.Range(0, 100000, 10), new IdMappings.Range(5, 200000, 10));
        assertThatThrownBy(() -> UserNamespace.create(wrong))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void a_mapped_mount_shows_other_owners_and_cannot_be_written_to() throws IOException {
        Mounts mounts = Mounts.system();
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("f"), "content");
        Path target = Files.createDirectory(directory.resolve("target"));
        try {
            mounts.mapped(source, target, MAPPINGS);
            assertThat(Files.getAttribute(target.resolve("f"), "unix:uid")).isEqualTo(100000);
            assertThat(Files.getAttribute(source.resolve("f"), "unix:uid")).isEqualTo(0);
            assertThatThrownBy(() -> Files.writeString(target.resolve("g"), "")).isInstanceOf(IOException.class);
        } catch (LinuxException e) {
            assumeTrue(e.errno() != Errno.EINVAL, "skipped: no id-mapped mounts here (" + e.getMessage() + ")");
            throw e;
        } finally {
            mounts.unmount(target);
        }
    }
}

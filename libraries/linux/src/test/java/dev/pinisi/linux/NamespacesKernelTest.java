package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespacesKernelTest {
    private final Namespaces namespaces = Namespaces.system();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void needsRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: network namespaces need root");
        file = directory.resolve("netns");
    }

    @AfterEach
    void remove() {
        namespaces.removeNetwork(file);
    }

    @Test
    void a_namespace_lives_as_a_file_with_its_loopback_up() throws IOException {
        namespaces.createNetwork(file);
        List<String> inside = namespaces.inNetwork(file, () -> lines("/proc/thread-self/net/dev"));
        assertThat(inside).hasSize(3);
        assertThat(inside.get(2)).contains("lo:");
        assertThat(namespaces.<List<String>>inNetwork(file, () -> lines("/proc/thread-self/net/route")))
                .hasSize(1);
        assertThat(namespaces.<List<String>>inNetwork(file, () -> lines("/proc/thread-self/net/fib_trie")))
                .anyMatch(line -> line.contains("127.0.0.1"));
        assertThat(network()).isNotEqualTo(namespaces.inNetwork(file, this::network));

        assertThat(namespaces.removeNetwork(file)).isTrue();
        assertThat(namespaces.removeNetwork(file)).isFalse();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(file.toString());
    }

    @Test
    void what_the_code_throws_comes_out() {
        namespaces.createNetwork(file);
        assertThatThrownBy(() -> namespaces.inNetwork(file, () -> {
                    throw new IllegalStateException("inside");
                }))
                .hasMessage("inside");
    }

    @Test
    void a_file_that_exists_is_not_taken() throws IOException {
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> namespaces.createNetwork(file)).hasMessage("open " + file + ": file exists");
        assertThatThrownBy(() -> namespaces.inNetwork(file, () -> 1))
                .hasMessage("enter network namespace " + file + ": invalid argument");
    }

    private String network() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> lines(String path) {
        try {
            return Files.readAllLines(Path.of(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

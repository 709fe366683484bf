package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUsageTest {
    @TempDir
    Path place;

    @Test
    void a_tree_takes_what_du_says() throws IOException, InterruptedException {
        Path tree = tree("tree");
        Files.createSymbolicLink(tree.resolve("to-nowhere"), Path.of("/nowhere"));
        assertThat(new DiskUsage().of(tree)).isEqualTo(du(tree));
    }

    @Test
    void a_file_of_several_names_counts_once_also_across_trees() throws IOException, InterruptedException {
        Path one = tree("one");
        Path other = Files.createDirectories(place.resolve("other"));
        Files.createLink(one.resolve("again"), one.resolve("inner/file"));
        Files.createLink(other.resolve("too"), one.resolve("inner/file"));
        DiskUsage usage = new DiskUsage();
        assertThat(usage.of(one) + usage.of(other)).isEqualTo(du(one, other));
    }

    @Test
    void what_is_not_there_takes_nothing() {
        assertThat(new DiskUsage().of(place.resolve("none"))).isZero();
        assertThat(new DiskUsage().of(place.resolve("none/at/all"))).isZero();
    }

    private Path tree(String name) throws IOException {
        Path inner = Files.createDirectories(place.resolve(name).resolve("inner"));
        Files.write(inner.resolve("file"), new byte[70_000]);
        Files.write(inner.resolve("small"), new byte[1]);
        return place.resolve(name);
    }

    private static long du(Path... trees) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(java.util.List.of("du", "-s", "-c", "--block-size=1"));
        for (Path tree : trees) {
            command.add(tree.toString());
        }
        Process du = new ProcessBuilder(command).start();
        String[] lines = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split("\n");
        assertThat(du.waitFor()).isZero();
        return Long.parseLong(lines[lines.length - 1].split("\t")[0]);
    }
}

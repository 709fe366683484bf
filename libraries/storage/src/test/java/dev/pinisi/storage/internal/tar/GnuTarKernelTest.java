package dev.pinisi.storage.internal.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.storage.TestStores;
import dev.pinisi.storage.TreeListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees packed by GNU tar and Python's tarfile come out as they went in, in every format they write. */
class GnuTarKernelTest {
    private static final long SEED = 20260102;

    @RegisterExtension
    final TestStores stores = new TestStores();

    static Stream<List<String>> formats() {
        return Stream.of(
                List.of("--format=gnu"),
                List.of("--format=oldgnu", "--sparse"),
                List.of("--format=pax", "--xattrs", "--xattrs-include=*"),
                List.of("--format=pax", "--sparse", "--sparse-version=0.0"),
                List.of("--format=pax", "--sparse", "--sparse-version=0.1"),
                List.of("--format=pax", "--sparse", "--sparse-version=1.0"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void a_tree_packed_by_gnu_tar_comes_out_as_it_went_in(List<String> options) throws Exception {
        Path tree = RandomTree.make(stores.directory("source"), SEED);
        Path archive = stores.directory("archives").resolve("a.tar");
        List<String> command = new ArrayList<>(List.of("tar", "-C", tree.toString(), "-cf", archive.toString()));
        command.addAll(options);
        command.add(".");
        assumeTrue(run(command), "skipped: no GNU tar that knows " + options);
        compare(tree, archive, options.get(0).equals("--format=pax"), options.contains("--xattrs"));
    }

    @ParameterizedTest
    @MethodSource("pythonFormats")
    void a_tree_packed_by_python_comes_out_as_it_went_in(String format) throws Exception {
        Path tree = RandomTree.make(stores.directory("source"), SEED + 1);
        Path archive = stores.directory("archives").resolve("p.tar");
        String script = "import sys,tarfile\nt=tarfile.open(sys.argv[2],'w',format=tarfile." + format
                + ")\nt.add(sys.argv[1],'.')\nt.close()";
        assumeTrue(
                run(List.of("python3", "-c", script, tree.toString(), archive.toString())),
                "skipped: no python3 with tarfile");
        compare(tree, archive, false, false);
    }

    static Stream<String> pythonFormats() {
        return Stream.of("GNU_FORMAT", "PAX_FORMAT");
    }

    private void compare(Path tree, Path archive, boolean fractions, boolean xattrs) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        Unpacked unpacked = Unpacked.of(bytes, stores.directory("layers"));
        assertThat(lines(unpacked.tree(), fractions, xattrs)).isEqualTo(lines(tree, fractions, xattrs));
        assertThat(unpacked.archive()).isEqualTo(bytes);
    }

    /** Without what the format cannot hold. */
    private static List<String> lines(Path tree, boolean fractions, boolean xattrs) {
        List<String> lines = new ArrayList<>();
        SortedMap<String, String> listing = TreeListing.of(tree);
        listing.forEach((path, line) -> {
            String kept = fractions ? line : line.replaceFirst("^(\\S+ \\S+ -?\\d+)\\.\\d+", "$1");
            lines.add(path + " " + (xattrs ? kept : kept.replaceFirst("(?s) \\{.*}$", "")));
        });
        return lines;
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

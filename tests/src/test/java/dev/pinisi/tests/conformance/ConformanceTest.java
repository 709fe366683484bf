package dev.pinisi.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Makes containers for tests, removes them, and checks that nothing of them is left. */
abstract class ConformanceTest {
    private static int count;

    private final List<Container> containers = new ArrayList<>();
    private Path directory = Path.of("/");
    private OciRuntime runtime = OciRuntime.underTest(directory);

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        assumeTrue(Files.isExecutable(RootFilesystem.BUSYBOX), "no /bin/busybox (Debian's package busybox-static)");
        assumeTrue(Files.isExecutable(runtime.program()), "no runtime at " + runtime.program());
        directory = Files.createTempDirectory("pinisi-conformance-");
        runtime = OciRuntime.underTest(Files.createDirectory(directory.resolve("state")));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (directory.getNameCount() == 0) {
            return;
        }
        List<String> left = new ArrayList<>();
        for (Container container : containers) {
            container.command("delete", "--force", container.id());
            addLeftCgroups(container, left);
        }
        addLines(Path.of("/proc/self/mountinfo"), directory.toString(), left);
        addEntries(runtime.state(), left);
        addLeftProcesses(left);
        removeCgroupParents();
        remove(directory);
        assertThat(left).as("left after the containers were deleted").isEmpty();
    }

    OciRuntime runtime() {
        return runtime;
    }

    /** From now on the runtime runs by that command. */
    void runBy(List<String> command) {
        runtime = runtime.after(command);
    }

    /** A directory of this test. */
    Path directory() {
        return directory;
    }

    Container container() {
        try {
            String id = "conformance-" + ProcessHandle.current().pid() + "-" + ++count;
            Path bundle = Files.createDirectories(directory.resolve(id));
            RootFilesystem.make(bundle.resolve("rootfs"), directory.resolve("busybox"));
            Container container = new Container(runtime, bundle, id);
            containers.add(container);
            return container;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Skips the test for reference runtimes that are known not to do this. */
    void assumeNot(Gap gap) {
        assumeFalse(runtime.lacks(gap), runtime.name() + ": known gap " + gap);
    }

    /** The output of a container that ends well. */
    static String outputOf(Container container) {
        Result result = container.run();
        assertThat(result.status()).as(result.errors()).isZero();
        return result.text();
    }

    static List<Path> cgroupDirectories(String path) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            hierarchies
                    .map(top -> Path.of(top + path))
                    .filter(Files::isDirectory)
                    .forEach(found::add);
        }
        Path alone = Path.of("/sys/fs/cgroup" + path);
        if (Files.isDirectory(alone)) {
            found.add(alone);
        }
        return found;
    }

    private static void addLeftCgroups(Container container, List<String> left) throws IOException {
        for (Path cgroup : cgroupDirectories(container.cgroupsPath())) {
            left.add("control group " + cgroup);
            killAll(cgroup);
        }
    }

    /** What a failed test left must not disturb the next one. */
    private static void killAll(Path cgroup) throws IOException {
        Path freezer = cgroup.resolve("freezer.state");
        if (Files.exists(freezer)) {
            Files.writeString(freezer, "THAWED");
        }
        for (String pid : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        long end = System.nanoTime() + 1_000_000_000L;
        while (!cgroup.toFile().delete() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Those of all tests of this run: one that cannot go is the fault of the test that left something in it. */
    private static void removeCgroupParents() throws IOException {
        for (Path parent : cgroupDirectories(
                "/pinisi/conformance-" + ProcessHandle.current().pid())) {
            parent.toFile().delete();
        }
    }

    private static void addLines(Path file, String with, List<String> left) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.contains(with)) {
                left.add(line);
            }
        }
    }

    private static void addEntries(Path state, List<String> left) throws IOException {
        try (Stream<Path> entries = Files.list(state)) {
            entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .forEach(entry -> left.add("state " + entry));
        }
    }

    /** Those whose root or working directory is in the test's directory; children that are just ending are none. */
    private void addLeftProcesses(List<String> left) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                if (Character.isDigit(process.getFileName().toString().charAt(0)) && isOurs(process)) {
                    left.add("process " + process.getFileName());
                }
            }
        }
    }

    private boolean isOurs(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory)
                    || Files.readSymbolicLink(process.resolve("root")).startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

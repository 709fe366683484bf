package dev.pinisi.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinisi.linux.Directory;
import dev.pinisi.linux.DirectoryTree;
import dev.pinisi.linux.Mounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A place for one test's stores, which goes with all that was mounted there. Layers have owners, so root is needed. */
public final class TestStores implements BeforeEachCallback, AfterEachCallback {
    private final Supplier<Path> parent;
    private Path place = Path.of("");

    /** Stores on the file system of temporary files. */
    public TestStores() {
        this(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Stores in another directory, which is asked for when the test starts. */
    public TestStores(Supplier<Path> parent) {
        this.parent = parent;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        begin();
    }

    void begin() throws IOException {
        assumeTrue(isRoot(), "skipped: files of several owners need root");
        place = Files.createTempDirectory(parent.get(), "pinisi-storage-test");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        end();
    }

    void end() throws IOException {
        if (place.toString().isEmpty()) {
            return;
        }
        for (Path mount : mountsBelow(place)) {
            while (Mounts.system().unmount(mount)) {
                continue;
            }
        }
        remove(place);
    }

    public static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** A directory for anything. */
    public Path directory(String name) throws IOException {
        return Files.createDirectories(place.resolve(name));
    }

    public StoreOptions options() {
        return StoreOptions.of(place.resolve("root"), place.resolve("run"));
    }

    public Store open() {
        return Store.open(options());
    }

    public static void remove(Path tree) {
        try (Directory parent = Directory.open(tree.getParent())) {
            DirectoryTree.remove(parent, tree.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<Path> mountsBelow(Path place) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> Path.of(line.split(" ")[4]))
                .filter(path -> path.startsWith(place))
                .toList()
                .reversed();
    }
}

package dev.pinisi.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A file system of a test class's own in a file, mounted through a loop device. */
public final class LoopDisk implements BeforeAllCallback, AfterAllCallback {
    private final String type;
    private final String[] makeOptions;
    private Path place = Path.of("");

    LoopDisk(String type, String... makeOptions) {
        this.type = type;
        this.makeOptions = makeOptions;
    }

    /** Where it is mounted. */
    Path root() {
        return place.resolve("mounted");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumeTrue(TestStores.isRoot(), "skipped: mounting a loop device needs root");
        place = Files.createTempDirectory("pinisi-loop-disk");
        Path image = Files.createFile(place.resolve("image"));
        Files.createDirectory(root());
        run(List.of("truncate", "-s", "400M", image.toString()));
        List<String> make = new ArrayList<>(List.of("mkfs." + type, "-q"));
        make.addAll(Arrays.asList(makeOptions));
        make.add(image.toString());
        run(make);
        run(List.of("mount", "-o", "loop", image.toString(), root().toString()));
    }

    private void run(List<String> command) throws IOException {
        String problem = problem(command);
        if (!problem.isEmpty()) {
            remove();
            assumeTrue(false, "skipped: " + String.join(" ", command) + ": " + problem);
        }
    }

    private static String problem(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            return "not installed";
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return process.waitFor() == 0 ? "" : said + " (it failed)";
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (!place.toString().isEmpty()) {
            problem(List.of("umount", root().toString()));
            remove();
        }
    }

    private void remove() {
        TestStores.remove(place);
        place = Path.of("");
    }
}

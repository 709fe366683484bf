package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageTransport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has this library and what it needs on its class path, and nothing else, copies images. */
class LibraryAloneTest {
    private static final List<String> NEEDED =
            List.of("image", "config", "oci-spec", "json", "linux", "aircompressor", "night-config", "core-", "toml-");

    @TempDir
    Path directory;

    /** This library and what it needs. */
    static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String module = path.endsWith("classes") || path.endsWith("test-classes")
                    ? path.getParent().getParent().getFileName().toString()
                    : path.getFileName().toString();
            if (NEEDED.stream().anyMatch(module.replace("pinisi-", "")::startsWith)) {
                entries.add(entry);
            }
        }
        assertThat(entries).noneMatch(entry -> entry.contains("junit"));
        return String.join(File.pathSeparator, entries);
    }

    @Test
    void a_program_copies_with_this_library_alone() throws IOException, InterruptedException {
        TestImage image = new TestImage().plainLayer(1, 70_000);
        ImageTransport.Context context = new ImageTransport.Context(TestFiles.UNCONFIGURED, directory);
        try (BlobDestination destination = Transports.create("dir:" + directory.resolve("from"), context)) {
            ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults());
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        CopyProgram.class.getName(),
                        "dir:" + directory.resolve("from"),
                        "dir:" + directory.resolve("to"),
                        "gzip")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(Transports.open("dir:" + directory.resolve("to"), context)
                        .manifest()
                        .mediaType())
                .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    }
}

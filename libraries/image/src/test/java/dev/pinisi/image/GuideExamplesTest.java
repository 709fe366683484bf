package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in the guide are compiled, and run where they need no registry, with this library alone. */
class GuideExamplesTest {
    private static final Path GUIDE = Path.of("../../docs/guide");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin").toString();

    @TempDir
    Path directory;

    private Path example(String page, String name) throws IOException {
        String text = Files.readString(GUIDE.resolve(page));
        int from = text.indexOf("```java\n") + "```java\n".length();
        Path source = directory.resolve(name + ".java");
        Files.writeString(source, text.substring(from, text.indexOf("```", from)));
        assertThat(text.indexOf("```java\n", from)).as("one example a page").isNegative();
        return source;
    }

    private String java(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA + "/" + program, "-cp", LibraryAloneTest.classPath()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // no configuration of whoever runs this test
        builder.environment().putAll(Map.of("HOME", directory.toString(), "XDG_CONFIG_HOME", directory.toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String layout() throws IOException {
        byte[] tar = new TestTar()
                .file("etc/os-release", "ID=test\n".getBytes(StandardCharsets.UTF_8))
                .end();
        TestImage image =
                new TestImage().layer(tar, TestImage.gzip(tar), "application/vnd.oci.image.layer.v1.tar+gzip");
        String place = "oci:" + directory.resolve("layout") + ":x";
        ImageTransport.Context context = new ImageTransport.Context(TestFiles.UNCONFIGURED, directory);
        try (BlobDestination destination = Transports.create(place, context)) {
            ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults());
        }
        return place;
    }

    @Test
    void files_of_an_image_are_looked_at() throws Exception {
        Path source = example("images.md", "Look");
        assertThat(java("java", source.toString(), layout(), "etc/os-release"))
                .contains(", 1 layers")
                .contains("ID=test");
    }

    @Test
    void the_others_compile() throws Exception {
        Path copy = example("copying.md", "Copy");
        Path publish = example("registries.md", "Publish");
        java(
                "javac",
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "-d",
                directory.toString(),
                copy.toString(),
                publish.toString());
        assertThat(directory.resolve("Copy.class")).exists();
    }
}

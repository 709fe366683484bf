package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.spec.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process is killed while it copies: the place has the old image or the new one, whole. The property
 * {@code pinisi.kill.rounds} makes it more rounds.
 */
class KilledCopyTest {
    private static final int ROUNDS = Integer.getInteger("pinisi.kill.rounds", 3);

    /** Longer than the copy takes. */
    private static final int LATEST_MILLIS = 250;

    @TempDir
    Path directory;

    private final Random random = new Random(20_261_123);
    private final TestImage old = new TestImage().gzipLayer(1, 10_000);
    private final TestImage next =
            new TestImage().gzipLayer(2, 6_000_000).plainLayer(3, 6_000_000).gzipLayer(4, 10);

    @BeforeEach
    void writeSource() throws IOException {
        copy(next, "dir:" + directory.resolve("source"));
    }

    private ImageTransport.Context context() {
        return new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"));
    }

    private void copy(TestImage image, String location) throws IOException {
        try (BlobDestination destination = Transports.create(location, context())) {
            ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults());
        }
    }

    /** The ID of the image at the place, all of it read and verified. */
    private Optional<Digest> read(String location) throws IOException {
        try (ImageSource source = Transports.open(location, context())) {
            return Optional.of(ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults()));
        } catch (ImageException e) {
            assertThat(e.kind()).isIn(ImageException.Kind.NOT_FOUND, ImageException.Kind.NO_PLACE);
            return Optional.empty();
        }
    }

    private Process start(String location) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        // what a killed process leaves there goes with the test
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CopyProgram.class.getName(),
                        "dir:" + directory.resolve("source"),
                        location)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void copyAndKill(String location) throws Exception {
        Process process = start(location);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("copying");
            process.waitFor(random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci:place:x", "oci-archive:place:x", "dir:place"})
    void the_old_image_or_the_new_one_is_there(String form) throws Exception {
        String location = form.replace("place", directory.resolve("here/place").toString());
        Files.createDirectory(directory.resolve("here"));
        for (int round = 0; round < ROUNDS; round++) {
            copy(old, location);
            copyAndKill(location);
            assertThat(read(location).orElseThrow()).isIn(List.of(old.id(), next.id()));
        }
        copy(next, location);
        assertNothingLeft(directory.resolve("here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci:place:x", "oci-archive:place:x", "docker-archive:place:q.io/x:1", "dir:place"})
    void nothing_or_the_whole_image_is_there(String form) throws Exception {
        Files.createDirectory(directory.resolve("here"));
        for (int round = 0; round < ROUNDS; round++) {
            Path place = directory.resolve("here/place" + round);
            copyAndKill(form.replace("place", place.toString()));
            read(form.replace("place", place.toString()))
                    .ifPresent(id -> assertThat(id).isEqualTo(next.id()));
        }
        String last = form.replace("place", directory.resolve("here/place0").toString());
        if (!(form.startsWith("docker") && read(last).isPresent())) {
            copy(next, last);
        }
        assertNothingLeft(directory.resolve("here/place0"));
    }

    private static void assertNothingLeft(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }
}

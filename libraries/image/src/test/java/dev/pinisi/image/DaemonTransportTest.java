package dev.pinisi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinisi.config.ConfigPlaces;
import dev.pinisi.image.spi.BlobDestination;
import dev.pinisi.image.spi.ImageSource;
import dev.pinisi.image.spi.ImageTransport;
import dev.pinisi.image.spi.PlaceOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTransportTest {
    @TempDir
    Path directory;

    private final TestImage image = new TestImage().gzipLayer(1, 70_000);
    private FakeDockerDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new FakeDockerDaemon(directory.resolve("docker.sock"));
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        if (Files.exists(directory.resolve("tmp"))) {
            try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    private ImageTransport.Context context(String host) {
        PlaceOptions options = new PlaceOptions(Optional.empty(), false, Optional.of(host), List.of());
        return new ImageTransport.Context(TestFiles.UNCONFIGURED, directory.resolve("tmp"), options);
    }

    private ImageTransport.Context context() {
        return context("unix://" + directory.resolve("docker.sock"));
    }

    private void write(String place) throws IOException {
        try (BlobDestination destination = Transports.create("docker-daemon:" + place, context())) {
            ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults());
        }
    }

    @Test
    void an_image_is_loaded_whole_and_under_its_name() throws IOException {
        write("q.io/x:1");
        assertThat(daemon.loaded).hasSize(1);
        ByteArrayInputStream archive = new ByteArrayInputStream(daemon.loaded.getFirst());
        try (ImageArchive read = ImageArchive.read(archive, directory.resolve("tmp"))) {
            assertThat(read.images().getFirst().names()).containsExactly("q.io/x:1");
            assertThat(ImageCopier.copy(read.images().getFirst(), new MemoryDestination(), CopyOptions.defaults()))
                    .isEqualTo(image.id());
        }
    }

    @Test
    void an_image_is_read_by_the_name_that_docker_shows() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ImageExport.write(
                List.of(MemorySource.of(image)), ImageExport.Format.DOCKER_ARCHIVE, archive, directory.resolve("tmp"));
        daemon.archives.put("busybox:1", archive.toByteArray());
        try (ImageSource source = Transports.open("docker-daemon:docker.io/library/busybox:1", context())) {
            assertThat(ImageCopier.copy(source, new MemoryDestination(), CopyOptions.defaults()))
                    .isEqualTo(image.id());
        }
    }

    @Test
    void what_the_daemon_refuses_is_told() {
        daemon.loadAnswer = "{\"stream\":\"x\"}\n{\"error\":\"no space left\"}\n";
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> write("q.io/x:1"))
                .withMessageContaining("refused the image: no space left");
    }

    @Test
    void what_cannot_be_read_is_named() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-daemon:nothing:1", context()))
                .withMessageContaining("has no image nothing:1");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-daemon:x:1", context("unix:///nonexistent")))
                .withMessageContaining("/nonexistent cannot be reached")
                .withMessageContaining("is it running?");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-daemon:x:1", remote("ssh://1.2.3.4", Map.of())))
                .withMessageContaining("tcp://HOST:PORT, http://HOST:PORT or https://HOST:PORT expected");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-daemon:x", context()))
                .withMessageContaining("a tag expected");
    }

    private ImageTransport.Context remote(String option, Map<String, String> environment) {
        RegistryOptions registries = RegistryOptions.of(new ConfigPlaces(directory, environment, 0));
        Optional<String> host = option.isEmpty() ? Optional.empty() : Optional.of(option);
        PlaceOptions options = new PlaceOptions(Optional.empty(), false, host, List.of());
        return new ImageTransport.Context(registries, directory.resolve("tmp"), options);
    }

    private void assertIsReached(ImageTransport.Context context) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Transports.open("docker-daemon:nothing:1", context))
                .withMessageContaining("has no image nothing:1");
    }

    @Test
    void a_daemon_across_the_network_is_reached_without_tls() throws IOException {
        try (FakeDockerDaemon far = new FakeDockerDaemon(new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1")))) {
            assertIsReached(remote("http://" + far.address(), Map.of()));
            assertIsReached(remote("", Map.of("DOCKER_HOST", "tcp://" + far.address())));
            try (BlobDestination destination =
                    Transports.create("docker-daemon:q.io/x:1", remote("http://" + far.address(), Map.of()))) {
                ImageCopier.copy(MemorySource.of(image), destination, TransferOptions.defaults());
            }
            assertThat(far.loaded).hasSize(1);
        }
    }

    @Test
    void a_daemon_across_the_network_is_verified_and_shown_who_we_are() throws Exception {
        TestCertificate own = TestCertificate.make(directory);
        Files.writeString(directory.resolve("ca.pem"), own.certificate());
        Files.writeString(directory.resolve("cert.pem"), own.certificate());
        try (FakeDockerDaemon far = new FakeDockerDaemon(own.serverThatWantsClients())) {
            ImageTransport.Context context = remote("tcp://" + far.address(), Map.of());
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> Transports.open("docker-daemon:x:1", with(context, Optional.empty())))
                    .withMessageContaining("cannot be reached");
            assertThatExceptionOfType(ImageException.class)
                    .isThrownBy(() -> Transports.open("docker-daemon:x:1", with(context, Optional.of(directory))))
                    .withMessageContaining("key.pem is missing");
            Files.writeString(directory.resolve("key.pem"), own.keyInPem());
            Path complete = Files.createSymbolicLink(directory.resolve("complete"), directory);
            assertIsReached(with(context, Optional.of(complete)));
            String host = "tcp://" + far.address();
            assertIsReached(remote(
                    "",
                    Map.of("DOCKER_HOST", host, "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", complete.toString())));
        }
    }

    private static ImageTransport.Context with(ImageTransport.Context context, Optional<Path> certificates) {
        RegistryOptions registries = context.registries();
        return new ImageTransport.Context(
                certificates.isPresent() ? registries.withCertificates(certificates.get()) : registries,
                context.temporary(),
                context.options());
    }
}

package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // what happens after an early close is the question
class SocketsTest {
    private final Sockets sockets = Sockets.system();

    @TempDir
    private Path directory;

    @Test
    void messages_of_a_seqpacket_socket_keep_their_boundaries() {
        Path path = directory.resolve("attach");
        try (Descriptor listener = sockets.listen(path, Sockets.Kind.SEQPACKET);
                Descriptor client = sockets.connect(path, Sockets.Kind.SEQPACKET);
                Descriptor server = sockets.accept(listener)) {
            client.write(new byte[] {1, 2}, 0, 2);
            client.write(new byte[] {3}, 0, 1);
            byte[] buffer = new byte[10];
            assertThat(server.read(buffer, 0, 10)).isEqualTo(2);
            assertThat(server.read(buffer, 0, 10)).isEqualTo(1);
            assertThat(Poll.firstReadable(List.of(server), java.time.Duration.ZERO))
                    .isEqualTo(-1);
            client.close();
            assertThat(server.read(buffer, 0, 10)).isZero();
        }
    }

    @Test
    void a_descriptor_travels() throws IOException {
        Path path = directory.resolve("console");
        try (Descriptor listener = sockets.listen(path, Sockets.Kind.STREAM);
                Descriptor client = sockets.connect(path, Sockets.Kind.STREAM);
                Descriptor server = sockets.accept(listener);
                Pipe pipe = Pipe.open()) {
            sockets.sendDescriptor(client, pipe.writer());
            try (Descriptor received = sockets.receiveDescriptor(server)) {
                received.write("hello".getBytes(UTF_8), 0, 5);
            }
            pipe.writer().close();
            assertThat(pipe.reader().inputStream().readAllBytes()).asString().isEqualTo("hello");
            client.close();
            assertThatThrownBy(() -> sockets.receiveDescriptor(server))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODATA));
        }
    }

    @Test
    void a_path_may_be_longer_than_a_socket_address() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(200)));
        try (Descriptor listener = sockets.listen(deep.resolve("s"), Sockets.Kind.STREAM);
                Descriptor client = sockets.connect(deep.resolve("s"), Sockets.Kind.STREAM)) {
            assertThat(listener.number()).isNotEqualTo(client.number());
            assertThat(deep.resolve("s")).exists();
        }
    }

    @Test
    void the_missing_socket_is_named() {
        assertThatThrownBy(() -> sockets.connect(directory.resolve("none"), Sockets.Kind.STREAM))
                .hasMessage("connect to " + directory + "/none: no such file or directory");
    }

    @Test
    void poll_wakes_for_the_descriptor_that_has_something() {
        try (Pipe first = Pipe.open();
                Pipe second = Pipe.open()) {
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() ->
                    Poll.firstReadable(List.of(first.reader(), second.reader()), java.time.Duration.ofMillis(-1)));
            second.writer().write(new byte[1], 0, 1);
            assertThat(waiting.join()).isEqualTo(1);
        }
    }
}

package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Sockets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The caller's part of runc's {@code --console-socket}. */
final class ConsoleSocket {
    private ConsoleSocket() {}

    /** The other end of the terminal that the runtime sends to that path while it does that. */
    static Descriptor terminalOf(Path path, Function<Path, Result> action) throws Exception {
        Sockets sockets = Sockets.system();
        try (Descriptor listener = sockets.listen(path, Sockets.Kind.STREAM)) {
            CompletableFuture<Descriptor> received = CompletableFuture.supplyAsync(() -> {
                try (Descriptor connection = sockets.accept(listener)) {
                    return sockets.receiveDescriptor(connection);
                }
            });
            Result result = action.apply(path);
            assertThat(result.status()).as(result.errors()).isZero();
            return received.get(10, TimeUnit.SECONDS);
        }
    }

    /** All output, until the last process with the terminal ends. */
    static String readAll(Descriptor terminal) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[4096];
        try {
            for (int n = terminal.read(buffer, 0, buffer.length); n > 0; n = terminal.read(buffer, 0, buffer.length)) {
                text.append(new String(buffer, 0, n, UTF_8));
            }
        } catch (LinuxException e) {
            // EIO: the other side was closed
        }
        return text.toString();
    }
}

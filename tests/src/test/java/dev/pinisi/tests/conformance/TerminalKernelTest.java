package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.linux.Descriptor;
import dev.pinisi.linux.LinuxException;
import dev.pinisi.linux.Sockets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code process.terminal} and runc's {@code --console-socket}. */
class TerminalKernelTest extends ConformanceTest {
    private final Sockets sockets = Sockets.system();

    /** The other end of the terminal that the runtime sends while it does that. */
    private Descriptor terminalOf(java.util.function.Function<Path, Result> action) throws Exception {
        Path path = directory().resolve("console");
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
    private static String readAll(Descriptor terminal) {
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

    @Test
    void the_program_has_a_terminal_of_the_asked_size() throws Exception {
        Container container = container()
                .set("process.terminal", "true")
                .set("process.consoleSize", "{'height': 33, 'width': 99}")
                .shell("tty; stty size; echo > /dev/console; exit 3");
        try (Descriptor terminal = terminalOf(path -> container.tryCreate("--console-socket", path.toString()))) {
            container.start();
            assertThat(readAll(terminal))
                    .containsPattern("/dev/(pts/0|console)\r\n")
                    .contains("33 99\r\n");
        }
        container.awaitStopped();
    }

    @Test
    void the_terminal_is_the_controlling_one() throws Exception {
        Container container = container().set("process.terminal", "true").shell("echo to-tty > /dev/tty");
        try (Descriptor terminal = terminalOf(path -> container.tryCreate("--console-socket", path.toString()))) {
            container.start();
            assertThat(readAll(terminal)).contains("to-tty");
        }
        container.awaitStopped();
    }

    @Test
    void what_is_typed_arrives() throws Exception {
        Container container = container().set("process.terminal", "true").shell("read line; echo got $line");
        try (Descriptor terminal = terminalOf(path -> container.tryCreate("--console-socket", path.toString()))) {
            container.start();
            terminal.write("hello\n".getBytes(UTF_8), 0, 6);
            assertThat(readAll(terminal)).contains("got hello");
        }
        container.awaitStopped();
    }

    @Test
    void a_further_process_can_have_a_terminal() throws Exception {
        Container container =
                container().shell("while :; do sleep 0.1; done").create().start();
        try (Descriptor terminal = terminalOf(path -> container.exec(
                "--tty",
                "--detach",
                "--console-socket",
                path.toString(),
                container.id(),
                "sh",
                "-c",
                "tty; echo done"))) {
            assertThat(readAll(terminal)).contains("/dev/pts/").contains("done");
        }
    }
}

package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.linux.Descriptor;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** {@code process.terminal} and runc's {@code --console-socket}. */
class TerminalKernelTest extends ConformanceTest {
    private Descriptor terminalOf(Function<Path, Result> action) throws Exception {
        return ConsoleSocket.terminalOf(directory().resolve("console"), action);
    }

    @Test
    void the_program_has_a_terminal_of_the_asked_size() throws Exception {
        Container container = container()
                .set("process.terminal", "true")
                .set("process.consoleSize", "{'height': 33, 'width': 99}")
                .shell("tty; stty size; echo > /dev/console; exit 3");
        try (Descriptor terminal = terminalOf(path -> container.tryCreate("--console-socket", path.toString()))) {
            container.start();
            assertThat(ConsoleSocket.readAll(terminal))
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
            assertThat(ConsoleSocket.readAll(terminal)).contains("to-tty");
        }
        container.awaitStopped();
    }

    @Test
    void what_is_typed_arrives() throws Exception {
        Container container = container().set("process.terminal", "true").shell("read line; echo got $line");
        try (Descriptor terminal = terminalOf(path -> container.tryCreate("--console-socket", path.toString()))) {
            container.start();
            terminal.write("hello\n".getBytes(UTF_8), 0, 6);
            assertThat(ConsoleSocket.readAll(terminal)).contains("got hello");
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
            assertThat(ConsoleSocket.readAll(terminal)).contains("/dev/pts/").contains("done");
        }
    }
}

package dev.pinisi.tests.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinisi.json.JsonCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** runc's command {@code events}. */
class EventsKernelTest extends ConformanceTest {
    @BeforeEach
    void has_the_command() {
        assumeNot(Gap.EVENTS);
    }

    @Test
    void statistics_can_be_had_once() {
        Container container = container()
                .set("linux.resources", "{'pids': {'limit': 77}, 'memory': {'limit': 33554432}}")
                .shell("sleep 100")
                .create()
                .start();
        Result result = container.command("events", "--stats", container.id());
        assertThat(result.status()).as(result.errors()).isZero();
        JsonCursor event = JsonCursor.parse(result.output().getBytes(UTF_8));
        assertThat(event.field("type").string()).isEqualTo("stats");
        assertThat(event.field("id").string()).isEqualTo(container.id());
        JsonCursor data = event.field("data");
        assertThat(data.field("pids").field("limit").longValue()).isEqualTo(77);
        assertThat(data.field("memory").field("usage").field("limit").longValue())
                .isEqualTo(33554432);
        assertThat(data.field("memory").field("usage").field("usage").longValue())
                .isBetween(1L, 33554432L);
        assertThat(data.field("cpu").field("usage").field("total").longValue()).isPositive();
    }

    @Test
    void statistics_come_in_intervals_until_the_container_ends() throws Exception {
        Container container = container().shell("sleep 100").create().start();
        Path output = directory().resolve("events");
        Process events = follow(container, output, "--interval", "50ms");
        Container.await(() -> lines(output).size() >= 3, "three lines of statistics");
        container.command("kill", container.id(), "KILL");
        container.awaitStopped();
        container.command("delete", container.id());
        assertThat(events.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(events.exitValue()).isZero();
    }

    @Test
    void memory_that_ran_out_is_an_event() throws Exception {
        Container container = container()
                .set("linux.resources", "{'memory': {'limit': 16777216, 'swap': 16777216}}")
                .shell("read go < /tmp/go; dd if=/dev/zero of=/dev/null bs=64M count=1; sleep 100")
                .create();
        Path go = container.rootfs().resolve("tmp/go");
        assertThat(OciRuntime.execute(directory(), List.of("mkfifo", go.toString()))
                        .status())
                .isZero();
        container.start();
        Path output = directory().resolve("events");
        Process events = follow(container, output, "--interval", "20ms");
        // only what watches already can tell
        Container.await(() -> !lines(output).isEmpty(), "the first statistics");
        Files.writeString(go, "go\n");
        Container.await(
                () -> lines(output).stream().anyMatch(line -> line.contains("\"oom\"")), "the event of memory run out");
        container.command("delete", "--force", container.id());
        assertThat(events.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_container_that_has_ended_has_none() {
        Container container = container().create().start().awaitStopped();
        Result result = container.command("events", "--stats", container.id());
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("not running");
    }

    private Process follow(Container container, Path output, String... options) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                runtime().program().toString(), "--root", runtime().state().toString(), "events"));
        command.addAll(List.of(options));
        command.add(container.id());
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.pinisi.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpawnTest {
    private final Spawn spawn = Spawn.system();

    @Test
    void the_child_has_exactly_the_descriptors_of_the_map() throws IOException {
        try (Pipe inherited = Pipe.open();
                Pipe output = Pipe.open()) {
            Map<Integer, Integer> map =
                    Map.of(1, output.writer().number(), 5, inherited.writer().number());
            try (Child child =
                    spawn.start(shell("ls /proc/self/fd; echo through >&5").withDescriptors(map))) {
                output.writer().close();
                inherited.writer().close();
                // ls adds the directory it reads: 3, where 0 is free, so 0
                assertThat(text(output)).isEqualTo("0\n1\n5\n");
                assertThat(text(inherited)).isEqualTo("through\n");
                assertThat(child.await()).isEqualTo(new ExitStatus.Exited(0));
            }
        }
    }

    @Test
    void numbers_may_change_places() throws IOException {
        try (Pipe first = Pipe.open();
                Pipe second = Pipe.open()) {
            int a = first.writer().number();
            int b = second.writer().number();
            String script = "echo one >&" + b + "; echo two >&" + a;
            // dash takes one digit only
            SpawnRequest request = SpawnRequest.of(Path.of("/bin/bash"), List.of("bash", "-c", script), List.of());
            try (Child child = spawn.start(request.withDescriptors(Map.of(a, b, b, a)))) {
                first.writer().close();
                second.writer().close();
                assertThat(text(first)).isEqualTo("one\n");
                assertThat(text(second)).isEqualTo("two\n");
                assertThat(child.await().shellCode()).isZero();
            }
        }
    }

    @Test
    void directory_environment_and_session_are_those_asked_for() throws IOException {
        try (Pipe output = Pipe.open()) {
            SpawnRequest request = new SpawnRequest(
                    Path.of("/bin/sh"),
                    List.of("sh", "-c", "pwd; echo $A; cut -d' ' -f1,6 /proc/self/stat; echo $$"),
                    List.of("A=ä b"),
                    Map.of(1, output.writer().number()),
                    java.util.Optional.of(Path.of("/usr")),
                    true);
            try (Child child = spawn.start(request)) {
                output.writer().close();
                String[] lines = text(output).split("\n");
                assertThat(lines[0]).isEqualTo("/usr");
                assertThat(lines[1]).isEqualTo("ä b");
                assertThat(lines[2]).endsWith(" " + child.pid());
                assertThat(lines[3]).isEqualTo(Integer.toString(child.pid()));
                child.await();
            }
        }
    }

    @Test
    void signals_have_their_default_action() throws IOException {
        try (Pipe output = Pipe.open()) {
            SpawnRequest request = shell("grep -E 'Sig(Blk|Ign)' /proc/self/status")
                    .withDescriptors(Map.of(1, output.writer().number()));
            try (Child child = spawn.start(request)) {
                output.writer().close();
                assertThat(text(output)).isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
                child.await();
            }
        }
    }

    @Test
    void a_code_and_a_signal_tell_apart() {
        try (Child exits = spawn.start(shell("exit 7"));
                Child killed = spawn.start(shell("kill -9 $$"))) {
            assertThat(exits.await()).isEqualTo(new ExitStatus.Exited(7));
            assertThat(killed.await()).isEqualTo(new ExitStatus.Killed(9));
            assertThat(killed.await().shellCode()).isEqualTo(137);
        }
    }

    @Test
    void waiting_can_end_before_the_child() {
        try (Child child = spawn.start(shell("exec sleep 100"))) {
            assertThat(child.await(Duration.ZERO)).isEmpty();
            assertThat(child.await(Duration.ofMillis(2))).isEmpty();
            assertThat(child.signal(15)).isTrue();
            assertThat(child.await(Duration.ofSeconds(10))).contains(new ExitStatus.Killed(15));
            assertThat(child.signal(15)).isFalse();
        }
    }

    @Test
    void a_program_that_does_not_exist_is_named() {
        SpawnRequest request = SpawnRequest.of(Path.of("/no/such"), List.of("such"), List.of());
        assertThatThrownBy(() -> spawn.start(request))
                .isInstanceOf(LinuxException.class)
                .hasMessage("start /no/such: no such file or directory");
    }

    private static SpawnRequest shell(String script) {
        return SpawnRequest.of(Path.of("/bin/sh"), List.of("sh", "-c", script), List.of("PATH=/usr/bin:/bin"))
                .withDescriptors(Map.of());
    }

    private static String text(Pipe pipe) throws IOException {
        return new String(pipe.reader().inputStream().readAllBytes(), UTF_8);
    }
}

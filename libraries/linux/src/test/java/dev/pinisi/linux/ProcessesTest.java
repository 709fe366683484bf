package dev.pinisi.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    private final Processes processes = Processes.system();

    @Test
    void a_zombie_is_not_alive_and_what_is_reaped_is_gone() {
        SpawnRequest sleep = SpawnRequest.of(Path.of("/bin/sleep"), List.of("a) b (", "100"), List.of())
                .withDescriptors(Map.of());
        try (Child child = Spawn.system().start(sleep)) {
            ProcessIdentity identity = processes.identify(child.pid()).orElseThrow();
            assertThat(processes.isAlive(identity)).isTrue();
            assertThat(processes.isAlive(new ProcessIdentity(child.pid(), identity.startTime() + 1)))
                    .isFalse();

            assertThat(Signals.system().send(new ProcessIdentity(child.pid(), identity.startTime() + 1), 9))
                    .isFalse();
            assertThat(Signals.system().send(identity, 9)).isTrue();
            assertThat(child.await()).isEqualTo(new ExitStatus.Killed(9));

            assertThat(processes.isAlive(identity)).isFalse();
            assertThat(processes.startTime(child.pid())).isEmpty();
            assertThat(Signals.system().send(identity, 9)).isFalse();
        }
    }

    @Test
    void signals_are_known_by_every_usual_spelling() {
        assertThat(SignalNames.number("TERM")).hasValue(15);
        assertThat(SignalNames.number("sigkill")).hasValue(9);
        assertThat(SignalNames.number("37")).hasValue(37);
        assertThat(SignalNames.number("RTMIN+3")).hasValue(37);
        assertThat(SignalNames.number("SIGRTMAX-1")).hasValue(63);
        assertThat(SignalNames.number("0")).isEmpty();
        assertThat(SignalNames.number("65")).isEmpty();
        assertThat(SignalNames.number("RTMIN+31")).isEmpty();
        assertThat(SignalNames.number("FOO")).isEmpty();
        assertThat(SignalNames.name(37)).isEqualTo("SIGRTMIN+3");
        assertThat(SignalNames.name(1)).isEqualTo("SIGHUP");
    }
}
